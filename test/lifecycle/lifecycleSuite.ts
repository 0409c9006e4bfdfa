import assert from "node:assert/strict";
import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServiceCommand,
  ListOperationsCommand,
  type OperationSummary,
  PauseServiceCommand,
  ResumeServiceCommand,
  StartDeploymentCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-apprunner";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { get } from "../support/get";
import { aNodeApp, aServer, createRepository, type TestRepository } from "../support/gitRepository";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { skip } from "../support/skip";
import { waitFor } from "../support/waitFor";

/** What a service goes through, with the real SDK against a real runtime. Every engine passes it. */
export function describeLifecycle(
  engine: "docker" | "process",
  whyNot: () => Promise<string | undefined> = async () => undefined,
): void {
  describe(`a service from a repository on the ${engine} engine`, function () {
    this.timeout(300_000);
    let runtime: TestRuntime;
    let repository: TestRepository;
    let arn: string;
    let url: string;

    before(async function () {
      const reason = await whyNot();
      if (reason) skip(this, reason);
      repository = createRepository(aNodeApp("version one"));
      runtime = await startRuntime({ engine, arguments: ["--start-timeout", "15"] });
    });
    after(async () => {
      await runtime?.close();
      repository?.remove();
    });

    it("is built, started, checked and answers at its URL", async () => {
      const { Service, OperationId } = await runtime.client().send(
        new CreateServiceCommand({
          ServiceName: "life",
          SourceConfiguration: sourceOf(repository),
          InstanceConfiguration: { Cpu: "256", Memory: "512" },
        }),
      );
      arn = Service!.ServiceArn!;
      url = Service!.ServiceUrl!;
      assert.equal(Service!.Status, "OPERATION_IN_PROGRESS");
      assert.equal((await ended(OperationId!)).Status, "SUCCEEDED");
      assert.equal((await describeService()).Status, "RUNNING");
      assert.deepEqual(await get(url), { status: 200, body: "version one" });
    });

    it("deploys the branch's new commit", async () => {
      repository.commit({ "server.js": aServer("version two") });
      const { OperationId } = await runtime.client().send(new StartDeploymentCommand({ ServiceArn: arn }));
      assert.equal((await ended(OperationId!)).Status, "SUCCEEDED");
      assert.equal((await get(url)).body, "version two");
    });

    it("keeps what the build and the app printed", async () => {
      assert.match(await logOf("application"), /listening on/);
      assert.match(await logOf("service"), /\[Build\].*echo building/s);
    });

    it("rolls back when the app exits, serves the old version throughout and quotes the app's last words", async () => {
      repository.commit({ "server.js": 'console.error("cannot find the database"); process.exit(7);' });
      const { OperationId } = await runtime.client().send(new StartDeploymentCommand({ ServiceArn: arn }));
      const answers = new Set<string>();
      const operation = await ended(OperationId!, async () => void answers.add((await get(url)).body));
      assert.equal(operation.Status, "ROLLBACK_SUCCEEDED");
      assert.equal((await describeService()).Status, "RUNNING");
      assert.deepEqual([...answers], ["version two"]);
      assert.match(await logOf("service"), /exited with code 7[\s\S]*cannot find the database/);
    });

    it("ends an update whose build fails where it was", async () => {
      repository.commit({
        ...aNodeApp("version three"),
        "apprunner.yaml": aNodeApp("")["apprunner.yaml"]!.replace("echo building", "echo no such dependency && exit 3"),
      });
      const { OperationId } = await runtime
        .client()
        .send(new UpdateServiceCommand({ ServiceArn: arn, InstanceConfiguration: { Cpu: "512", Memory: "1024" } }));
      assert.equal((await ended(OperationId!)).Status, "ROLLBACK_SUCCEEDED");
      assert.equal((await describeService()).InstanceConfiguration?.Cpu, "256");
      assert.match(await logOf("service"), /no such dependency/);
      repository.commit(aNodeApp("version four"));
    });

    it("answers 404 while it is paused and the same version after it is resumed", async () => {
      const paused = await runtime.client().send(new PauseServiceCommand({ ServiceArn: arn }));
      await ended(paused.OperationId!);
      assert.equal((await get(url)).status, 404);
      const resumed = await runtime.client().send(new ResumeServiceCommand({ ServiceArn: arn }));
      await ended(resumed.OperationId!);
      assert.equal((await get(url)).body, "version two");
    });

    it("goes on serving while the control plane is dead, and ends what it was doing when it is back", async () => {
      const { OperationId } = await runtime.client().send(new StartDeploymentCommand({ ServiceArn: arn }));
      await runtime.kill("SIGKILL");
      assert.equal((await get(url)).status, 200);
      await runtime.restart();
      assert.equal((await ended(OperationId!)).Status, "SUCCEEDED");
      assert.equal((await get(url)).body, "version four");
    });

    it("is gone after it is deleted, but for its description", async () => {
      const { OperationId } = await runtime.client().send(new DeleteServiceCommand({ ServiceArn: arn }));
      assert.ok(OperationId);
      await waitFor("the deletion", async () => ((await describeService()).Status === "DELETED" ? true : undefined));
      await waitFor("the end of its route", async () => ((await get(url)).status === 404 ? true : undefined));
    });

    async function describeService() {
      return (await runtime.client().send(new DescribeServiceCommand({ ServiceArn: arn }))).Service!;
    }

    function ended(
      operationId: string,
      meanwhile: () => Promise<void> = async () => undefined,
    ): Promise<OperationSummary> {
      return waitFor(
        `the end of operation ${operationId}`,
        async () => {
          await meanwhile();
          const { OperationSummaryList = [] } = await runtime
            .client()
            .send(new ListOperationsCommand({ ServiceArn: arn }));
          return OperationSummaryList.find(({ Id, EndedAt }) => Id === operationId && EndedAt !== undefined);
        },
        200,
      );
    }

    async function logOf(kind: "application" | "service"): Promise<string> {
      const client = new CloudWatchLogsClient({
        region: "us-east-1",
        endpoint: runtime.endpoint.endpoint,
        credentials: runtime.credentials,
      });
      const logGroupName = `/aws/apprunner/life/${arn.split("/").at(-1)}/${kind}`;
      const lines: string[] = [];
      let nextToken: string | undefined;
      do {
        const page = await client.send(new FilterLogEventsCommand({ logGroupName, nextToken }));
        lines.push(...(page.events ?? []).map(({ message }) => message ?? ""));
        nextToken = page.nextToken;
      } while (nextToken);
      return lines.join("\n");
    }
  });
}

function sourceOf({ url }: TestRepository) {
  return {
    AutoDeploymentsEnabled: false,
    CodeRepository: {
      RepositoryUrl: url,
      SourceCodeVersion: { Type: "BRANCH" as const, Value: "main" },
      CodeConfiguration: { ConfigurationSource: "REPOSITORY" as const },
    },
  };
}
