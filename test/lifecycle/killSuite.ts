import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import {
  AppRunnerServiceException,
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServiceCommand,
  ListOperationsCommand,
  ListServicesCommand,
  type OperationSummary,
  PauseServiceCommand,
  ResumeServiceCommand,
  type Service,
  type SourceConfiguration,
  StartDeploymentCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-apprunner";
import { homePaths } from "../../api/home";
import type { EngineInstance } from "../../runtime/engine/engine";
import { createEngine } from "../../runtime/engineChoice";
import type { OperationType } from "../../runtime/model/operation";
import { ABANDON_PHASE } from "../../runtime/reconciler/operations/abandon";
import { phasesOf } from "../../runtime/reconciler/operations/phases";
import { get } from "../support/get";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { skip } from "../support/skip";
import { waitFor } from "../support/waitFor";

export interface KillSubject {
  engine: "docker" | "process";
  /** Why it cannot run here. */
  whyNot?: () => Promise<string | undefined>;
  /** A source that answers `text`. */
  source(text: string): SourceConfiguration;
  /** A source whose app exits. */
  broken(): SourceConfiguration;
  cleanUp(): void;
}

/**
 * The control plane is killed (SIGKILL) at every named step of every operation; the steps come from the reconciler's own table. Each
 * time the next one ends the operation, nothing is left over, and a version that served goes on serving.
 */
export function describeKills(subject: KillSubject): void {
  describe(`a control plane killed on the ${subject.engine} engine`, function () {
    this.timeout(120_000);
    let runtime: TestRuntime;
    let arn = "";

    before(async function () {
      const reason = await subject.whyNot?.();
      if (reason) skip(this, reason);
      runtime = await startRuntime({ engine: subject.engine, arguments: ["--start-timeout", "15"] });
    });
    after(async () => {
      await runtime?.close();
      subject.cleanUp();
    });

    describe("while it creates a service", () => {
      for (const step of stepsOf("CREATE_SERVICE")) {
        it(`at ${step}`, async () => {
          const operation = await killAt(step, create);
          assert.equal(operation.Status, "SUCCEEDED");
          await assertServes("one");
          await remove();
        });
      }
    });

    describe("while it changes a service", () => {
      let text = "one";
      before(async () => {
        await runtime.kill("SIGTERM");
        await runtime.restart();
        assert.equal((await ended(await create())).Status, "SUCCEEDED");
      });
      after(() => remove());

      for (const step of stepsOf("UPDATE_SERVICE")) {
        it(`by an update, at ${step}`, async () => {
          const next = text === "one" ? "two" : "one";
          const operation = await killAt(step, () => update(subject.source(next)), true);
          assert.equal(operation.Status, "SUCCEEDED");
          text = next;
          await assertServes(text);
        });
      }

      for (const step of [...stepsOf("START_DEPLOYMENT")]) {
        it(`by a deployment, at ${step}`, async () => {
          const operation = await killAt(step, deploy, true);
          assert.equal(operation.Status, "SUCCEEDED");
          await assertServes(text);
        });
      }

      for (const step of abandonSteps("UPDATE_SERVICE")) {
        it(`by an update that rolls back, at ${step}`, async () => {
          const operation = await killAt(step, () => update(subject.broken()), true);
          assert.equal(operation.Status, "ROLLBACK_SUCCEEDED");
          await assertServes(text);
        });
      }

      for (const step of stepsOf("PAUSE_SERVICE")) {
        it(`by a pause, at ${step}`, async () => {
          assert.equal((await killAt(step, pause)).Status, "SUCCEEDED");
          await assertInstances(0);
          assert.equal((await get((await describeService()).ServiceUrl!)).status, 404);
          await ended(await resume());
        });
      }

      for (const step of stepsOf("RESUME_SERVICE")) {
        it(`by a resume, at ${step}`, async () => {
          await ended(await pause());
          assert.equal((await killAt(step, resume)).Status, "SUCCEEDED");
          await assertServes(text);
        });
      }
    });

    describe("while it deletes a service", () => {
      for (const step of stepsOf("DELETE_SERVICE")) {
        it(`at ${step}`, async () => {
          await runtime.kill("SIGTERM");
          await runtime.restart();
          await ended(await create());
          await killAt(step, del);
          await assertNothingLeft();
        });
      }
    });

    /** Restarts the control plane so that it dies at the step, begins an operation, sees it die, and lets the next one end it. */
    async function killAt(step: string, begin: () => Promise<string>, serves = false): Promise<OperationSummary> {
      await runtime.kill("SIGTERM");
      await runtime.restart({ APPRUNNER_FAIL_AT: step });
      // The answer is lost when the control plane dies first; what was asked for is stored all the same.
      await begin().catch((error: Error) => {
        if (error instanceof AppRunnerServiceException) throw error;
      });
      await runtime.ended();
      if (serves) assert.equal((await get(url)).status, 200, "a version serves while the control plane is dead");
      await runtime.restart();
      return ended(await newestOperation());
    }

    async function newestOperation(): Promise<string> {
      const { ServiceSummaryList = [] } = await runtime.client().send(new ListServicesCommand({}));
      const live = ServiceSummaryList.find(({ ServiceName }) => ServiceName === "killed");
      arn = live?.ServiceArn ?? arn;
      url = live?.ServiceUrl ?? url;
      const { OperationSummaryList } = await runtime.client().send(new ListOperationsCommand({ ServiceArn: arn }));
      return OperationSummaryList![0]!.Id!;
    }

    let url = "";
    async function create(): Promise<string> {
      const { Service, OperationId } = await runtime.client().send(
        new CreateServiceCommand({
          ServiceName: "killed",
          SourceConfiguration: subject.source("one"),
          InstanceConfiguration: { Cpu: "256", Memory: "512" },
        }),
      );
      arn = Service!.ServiceArn!;
      url = Service!.ServiceUrl!;
      return OperationId!;
    }

    async function update(SourceConfiguration: SourceConfiguration): Promise<string> {
      return (await runtime.client().send(new UpdateServiceCommand({ ServiceArn: arn, SourceConfiguration })))
        .OperationId!;
    }
    async function deploy(): Promise<string> {
      return (await runtime.client().send(new StartDeploymentCommand({ ServiceArn: arn }))).OperationId!;
    }
    async function pause(): Promise<string> {
      return (await runtime.client().send(new PauseServiceCommand({ ServiceArn: arn }))).OperationId!;
    }
    async function resume(): Promise<string> {
      return (await runtime.client().send(new ResumeServiceCommand({ ServiceArn: arn }))).OperationId!;
    }
    async function del(): Promise<string> {
      return (await runtime.client().send(new DeleteServiceCommand({ ServiceArn: arn }))).OperationId!;
    }
    async function remove(): Promise<void> {
      await ended(await del());
    }
    async function describeService(): Promise<Service> {
      return (await runtime.client().send(new DescribeServiceCommand({ ServiceArn: arn }))).Service!;
    }

    function ended(operationId: string): Promise<OperationSummary> {
      return waitFor(`the end of operation ${operationId}`, async () => {
        const { OperationSummaryList = [] } = await runtime
          .client()
          .send(new ListOperationsCommand({ ServiceArn: arn }));
        return OperationSummaryList.find(({ Id, EndedAt }) => Id === operationId && EndedAt !== undefined);
      });
    }

    async function assertServes(text: string): Promise<void> {
      assert.equal((await describeService()).Status, "RUNNING");
      assert.deepEqual(await get(url), { status: 200, body: text });
      await assertInstances(1);
      assert.deepEqual(leftSources(), []);
    }

    async function assertNothingLeft(): Promise<void> {
      assert.equal((await describeService()).Status, "DELETED");
      await assertInstances(0);
      assert.deepEqual(await withEngine((engine) => engine.listImages()), []);
      assert.deepEqual(leftSources(), []);
      await waitFor("the end of its route", async () => ((await get(url)).status === 404 ? true : undefined));
    }

    function assertInstances(count: number): Promise<EngineInstance[]> {
      return waitFor(`exactly ${count} instances`, async () => {
        const instances = await withEngine((engine) => engine.listInstances());
        return instances.length === count ? instances : undefined;
      });
    }

    /** Checked-out sources that a build forgot. */
    function leftSources(): string[] {
      return readdirSync(homePaths(runtime.home).work).filter((name) => name.startsWith("source-"));
    }

    async function withEngine<T>(work: (engine: ReturnType<typeof createEngine>) => Promise<T>): Promise<T> {
      const engine = createEngine(homePaths(runtime.home), subject.engine);
      try {
        return await work(engine);
      } finally {
        await engine.close();
      }
    }
  });
}

/** Every step of an operation that succeeds, in order. */
function stepsOf(type: OperationType): string[] {
  const phases = phasesOf({ type, deploys: true }).flatMap(({ name }) => [`${name}.begin`, `${name}.end`]);
  return ["operation.begin", ...phases, "operation.end"].map((step) => `${type}.${step}`);
}

/** The steps of undoing an operation that failed. */
function abandonSteps(type: OperationType): string[] {
  return [`${ABANDON_PHASE}.begin`, `${ABANDON_PHASE}.end`, "operation.end"].map((step) => `${type}.${step}`);
}
