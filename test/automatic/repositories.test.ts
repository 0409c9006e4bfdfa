import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import {
  CreateServiceCommand,
  type OperationSummary,
  PauseServiceCommand,
  ResumeServiceCommand,
  StartDeploymentCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-apprunner";
import { WEBHOOK_SIGNATURE_HEADER } from "../../api/webhook";
import { callLocal } from "../../cli/local/callLocal";
import { get } from "../support/get";
import { aNodeApp, aServer, createRepository, type TestRepository } from "../support/gitRepository";
import { type LocalClient, localClient } from "../support/localService";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { waitFor } from "../support/waitFor";
import { endedOperations, settledAt } from "./operations";

/** So long that no test can be saved by it. */
const NEVER = "86400";

describe("automatic deployments from a repository on this machine", function () {
  this.timeout(180_000);
  let runtime: TestRuntime;
  let repository: TestRepository;
  let client: LocalClient;
  let arn: string;
  let url: string;

  before(async () => {
    repository = createRepository(aNodeApp("one"));
    runtime = await startRuntime({ engine: "process", arguments: ["--start-timeout", "5", "--poll-interval", NEVER] });
    client = localClient(runtime.endpoint);
    const created = await client.send(
      new CreateServiceCommand({
        ServiceName: "auto",
        SourceConfiguration: {
          CodeRepository: {
            RepositoryUrl: repository.url,
            SourceCodeVersion: { Type: "BRANCH", Value: "main" },
            CodeConfiguration: { ConfigurationSource: "REPOSITORY" },
          },
        },
        InstanceConfiguration: { Cpu: "256", Memory: "512" },
      }),
    );
    arn = created.Service!.ServiceArn!;
    url = created.Service!.ServiceUrl!;
    await client.ended(arn, created.OperationId);
  });
  after(async () => {
    await runtime?.close();
    repository?.remove();
  });

  it("deploys a new commit as the API's own operation, with a line that says so", async () => {
    const commit = repository.commit({ "server.js": aServer("two") });
    await answers("two");
    const newest = await settledAt(client, arn, 2);
    assert.deepEqual([newest.Type, newest.Status], ["START_DEPLOYMENT", "SUCCEEDED"]);
    const log = await client.serviceLog(arn);
    assert.match(log, new RegExp(`A new commit ${commit.slice(0, 12)} was found on branch main`));
  });

  it("deploys the last of the commits that came while a deployment ran", async () => {
    repository.commit({ "server.js": aServer("three") });
    await waitFor("the deployment", async () =>
      (await client.describe(arn)).Status === "OPERATION_IN_PROGRESS" ? true : undefined,
    );
    repository.commit({ "server.js": aServer("four") });
    repository.commit({ "server.js": aServer("five") });
    await answers("five");
  });

  it("leaves a commit that was rolled back until the branch moves", async () => {
    const before = (await idle()).length;
    repository.commit({ "server.js": "process.exit(3);" });
    const failed = await settledAt(client, arn, before + 1);
    assert.equal(failed.Status, "ROLLBACK_SUCCEEDED");
    // A look at the same head: the restarted runtime looks at every source first.
    await runtime.kill("SIGKILL");
    await runtime.restart();
    client = localClient(runtime.endpoint);
    url = (await client.describe(arn)).ServiceUrl!;
    await push();
    repository.commit({ "server.js": aServer("six") });
    await answers("six");
    assert.equal((await idle()).length, before + 2);
  });

  it("finds a commit that came while the runtime was away", async () => {
    await runtime.kill("SIGKILL");
    repository.commit({ "server.js": aServer("seven") });
    await runtime.restart();
    client = localClient(runtime.endpoint);
    url = (await client.describe(arn)).ServiceUrl!;
    await answers("seven");
  });

  it("leaves what came during a pause after the resume, and deploys what comes then", async () => {
    await idle();
    await client.ended(arn, (await client.send(new PauseServiceCommand({ ServiceArn: arn }))).OperationId);
    repository.commit({ "server.js": aServer("while paused") });
    await client.ended(arn, (await client.send(new ResumeServiceCommand({ ServiceArn: arn }))).OperationId);
    const count = (await idle()).length;
    assert.equal(await push(), 202);
    assert.equal((await get(url)).body, "seven");
    repository.commit({ "server.js": aServer("eight") });
    await answers("eight");
    assert.equal((await idle()).length, count + 1);
  });

  it("goes back to the version before with `RollbackService`, stays there, and goes on with a new commit", async () => {
    const count = (await idle()).length;
    const answer = await local("RollbackService", { ServiceArn: arn });
    assert.equal((await client.ended(arn, answer.OperationId)).Status, "SUCCEEDED");
    assert.equal((await get(url)).body, "seven");
    assert.equal(await push(), 202);
    repository.commit({ "server.js": aServer("nine") });
    await answers("nine");
    assert.equal((await idle()).length, count + 2);
  });

  it("takes only deliveries that are signed with the service's secret", async () => {
    assert.equal(await push("not the secret"), 403);
    const other = await deliver("/webhooks/0123456789abcdef0123456789abcdef", "x", "{}");
    assert.equal(other.status, 403);
    const { Secret: former } = await local("DescribeWebhook", { ServiceArn: arn });
    const { Secret: renewed } = await local("DescribeWebhook", { ServiceArn: arn, Renew: true });
    assert.notEqual(former, renewed);
    assert.equal(await push(former), 403);
    assert.equal(await push(renewed), 202);
    const large = await deliver((await webhook()).Path, renewed, "x".repeat(3 * 1024 * 1024));
    assert.equal(large.status, 413);
  });

  it("ends when the switch is turned off, and a manual deployment still works", async () => {
    await idle();
    const updated = await client.send(
      new UpdateServiceCommand({ ServiceArn: arn, SourceConfiguration: { AutoDeploymentsEnabled: false } }),
    );
    await client.ended(arn, updated.OperationId);
    repository.commit({ "server.js": aServer("ten") });
    assert.equal(await push(), 409);
    assert.equal((await get(url)).body, "nine");
    await client.ended(arn, (await client.send(new StartDeploymentCommand({ ServiceArn: arn }))).OperationId);
    assert.equal((await get(url)).body, "ten");
  });

  async function answers(text: string): Promise<void> {
    await waitFor(`the answer "${text}"`, async () => ((await get(url)).body === text ? true : undefined));
  }

  /** Ended operations, newest first, once nothing runs any more. */
  function idle(): Promise<OperationSummary[]> {
    return endedOperations(client, arn);
  }

  function local<Name extends "RollbackService" | "DescribeWebhook">(
    operation: Name,
    input: Parameters<typeof callLocal<Name>>[2],
  ) {
    return callLocal<Name>({ home: runtime.home, region: "us-east-1" }, operation, input);
  }

  async function webhook() {
    return local("DescribeWebhook", { ServiceArn: arn });
  }

  async function push(secret?: string): Promise<number> {
    const { Path, Secret } = await webhook();
    return (await deliver(Path, secret ?? Secret, JSON.stringify({ ref: "refs/heads/main" }))).status;
  }

  function deliver(path: string, secret: string, body: string): Promise<Response> {
    const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
    return fetch(new URL(path, runtime.endpoint.endpoint), {
      method: "POST",
      headers: { "content-type": "application/json", [WEBHOOK_SIGNATURE_HEADER]: signature },
      body,
    });
  }
});
