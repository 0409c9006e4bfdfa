import { systemClock } from "../clock";
import { CommandFailure } from "../failure";
import { callLocal } from "../local/callLocal";
import type { LocalTarget } from "../local/target";
import { withProgress } from "../output/progress";
import type { FoundService } from "../service/find";
import { followDeployment } from "../service/followDeployment";
import type { Terminal } from "../terminal";
import type { Snapshot, WorkingTree } from "./workingTree";

/** Deployments of one service's working tree, one after the other. */
export class DevSession {
  private deployed: Snapshot | undefined;
  private failed = false;

  constructor(
    private readonly target: LocalTarget,
    private readonly service: FoundService,
    private readonly tree: WorkingTree,
    private readonly terminal: Terminal,
  ) {}

  /** Deploys the working tree, unless it is what was deployed last. What fails is said; the next change may mend it. */
  async deployChanges(): Promise<void> {
    const { name, serviceUrl } = this.service;
    try {
      const snapshot = await this.tree.snapshot();
      if (snapshot.content === this.deployed?.content) return;
      await this.tree.publish(snapshot);
      this.deployed = snapshot;
      this.failed = true;
      const seconds = await this.deploy(`Deploying the working tree to ${name}`, async () => {
        const input = { ServiceArn: this.service.arn, Commit: snapshot.commit };
        return (await callLocal(this.target, "DeployCommit", input)).OperationId;
      });
      this.failed = false;
      this.terminal.remark(
        `${name} runs the working tree after ${seconds} s: ${this.target.urlOf(serviceUrl)}  (Ctrl-C ends)`,
      );
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      this.terminal.remark(error.message);
      this.terminal.remark("Waiting for the next change. (Ctrl-C ends)");
    }
  }

  /** Deploys the branch's head again, unless the service runs that anyway. */
  async restore(branch: string): Promise<void> {
    const head = await this.tree.headOf(branch);
    if (this.deployed === undefined || (this.deployed.commit === head && !this.failed)) return;
    const { name, arn } = this.service;
    this.terminal.remark(`Going back to branch ${branch}.`);
    const seconds = await this.deploy(`Deploying branch ${branch} to ${name}`, async () => {
      return (await this.target.client.call("StartDeployment", { ServiceArn: arn })).OperationId;
    });
    this.terminal.remark(`${name} runs branch ${branch} again after ${seconds} s.`);
  }

  private async deploy(doing: string, begin: () => Promise<string | undefined>): Promise<number> {
    const { target, service, terminal } = this;
    await this.becomeFree();
    return followDeployment(target, { service, doing, begin: () => this.retryBusy(begin) }, terminal, systemClock);
  }

  /** Somebody else's operation may begin between a look and a call. */
  private async retryBusy<T>(begin: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await begin();
      } catch (error) {
        if (!/Current status: OPERATION_IN_PROGRESS/.test((error as Error).message)) throw error;
        await this.becomeFree();
      }
    }
  }

  /** Waits until no operation holds the service. */
  private async becomeFree(): Promise<void> {
    const { target, service, terminal } = this;
    await withProgress(terminal, `${service.name} is busy`, async () => {
      for (;;) {
        const { Service } = await target.client.call("DescribeService", { ServiceArn: service.arn });
        if (Service?.Status === "RUNNING") return;
        if (Service?.Status !== "OPERATION_IN_PROGRESS") {
          throw new CommandFailure(`${service.name} is ${Service?.Status}: it can be deployed to when it is RUNNING.`);
        }
        await systemClock.sleep(target.pollMs);
      }
    });
  }
}
