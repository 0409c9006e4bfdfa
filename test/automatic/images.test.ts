import assert from "node:assert/strict";
import { CreateServiceCommand, UpdateServiceCommand } from "@aws-sdk/client-apprunner";
import Docker from "dockerode";
import { callLocal } from "../../cli/local/callLocal";
import { whyNoDocker } from "../support/docker";
import { get } from "../support/get";
import { aServer } from "../support/gitRepository";
import { type LocalClient, localClient } from "../support/localService";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { skip } from "../support/skip";
import { waitFor } from "../support/waitFor";
import { endedOperations } from "./operations";

const BASE = "node:22-bookworm-slim";

describe("automatic deployments of an image on this machine", function () {
  this.timeout(300_000);
  const docker = new Docker();
  const repository = `apprunner-test-automatic-${process.pid}`;
  let runtime: TestRuntime;
  let client: LocalClient;
  let arn: string;
  let url: string;

  before(async function () {
    const reason = await whyNoDocker();
    if (reason) skip(this, reason);
    await makeImage("one");
    // So seldom that only the engine's own events can be what tells.
    runtime = await startRuntime({ engine: "docker", arguments: ["--poll-interval", "86400"] });
    client = localClient(runtime.endpoint);
    const { Service, OperationId } = await client.send(
      new CreateServiceCommand({
        ServiceName: "image",
        SourceConfiguration: {
          ImageRepository: { ImageIdentifier: `${repository}:latest`, ImageRepositoryType: "ECR" },
        },
        InstanceConfiguration: { Cpu: "256", Memory: "512" },
      }),
    );
    arn = Service!.ServiceArn!;
    url = Service!.ServiceUrl!;
    assert.equal(Service!.SourceConfiguration!.AutoDeploymentsEnabled, true);
    assert.equal((await client.ended(arn, OperationId)).Status, "SUCCEEDED", await client.serviceLog(arn));
  });
  after(async () => {
    await runtime?.close();
    const images = await docker.listImages({ filters: { label: [`apprunner-test=${repository}`] } }).catch(() => []);
    for (const { Id } of images) await docker.getImage(Id).remove({ force: true });
  });

  it("deploys what the tag is moved to", async () => {
    await makeImage("two");
    await answers("two");
    assert.match(
      await client.serviceLog(arn),
      /A new image was found under \S+:latest\. It is deployed automatically\./,
    );
  });

  it("leaves the same image under the tag anew, and images under other names, alone", async () => {
    const count = (await endedOperations(client, arn)).length;
    await docker.getImage(`${repository}:latest`).tag({ repo: repository, tag: "latest" });
    await docker.getImage(`${repository}:latest`).tag({ repo: repository, tag: "other" });
    await makeImage("three");
    await answers("three");
    assert.equal((await endedOperations(client, arn)).length, count + 1);
  });

  it("finds an image that came while the runtime was away", async () => {
    await runtime.kill("SIGKILL");
    await makeImage("four");
    await runtime.restart();
    client = localClient(runtime.endpoint);
    url = (await client.describe(arn)).ServiceUrl!;
    await answers("four");
  });

  it("goes back to the former image and its settings, though the tag stands for another one", async () => {
    await endedOperations(client, arn);
    const updated = await client.send(
      new UpdateServiceCommand({
        ServiceArn: arn,
        SourceConfiguration: {
          ImageRepository: {
            ImageIdentifier: `${repository}:latest`,
            ImageRepositoryType: "ECR",
            ImageConfiguration: { RuntimeEnvironmentVariables: { ADDED: "yes" } },
          },
        },
      }),
    );
    assert.equal((await client.ended(arn, updated.OperationId)).Status, "SUCCEEDED");
    await makeImage("five");
    await answers("five");
    await endedOperations(client, arn);
    const answer = await callLocal({ home: runtime.home, region: "us-east-1" }, "RollbackService", { ServiceArn: arn });
    assert.equal((await client.ended(arn, answer.OperationId)).Status, "SUCCEEDED");
    assert.equal((await get(url)).body, "four");
    const again = await callLocal({ home: runtime.home, region: "us-east-1" }, "RollbackService", { ServiceArn: arn });
    assert.equal((await client.ended(arn, again.OperationId)).Status, "SUCCEEDED");
    assert.equal((await get(url)).body, "five");
  });

  /** An image under the tag that answers `text`. */
  async function makeImage(text: string): Promise<void> {
    const container = await docker.createContainer({ Image: BASE, Cmd: ["true"] });
    const command = ["node", "-e", aServer(text)];
    await container.commit({
      repo: repository,
      tag: "latest",
      changes: [`CMD ${JSON.stringify(command)}`, `LABEL apprunner-test=${repository}`].join("\n"),
    });
    await container.remove();
  }

  async function answers(text: string): Promise<void> {
    await waitFor(`the answer "${text}"`, async () => ((await get(url)).body === text ? true : undefined));
  }
});
