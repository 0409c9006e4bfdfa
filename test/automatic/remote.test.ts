import assert from "node:assert/strict";
import { CreateConnectionCommand, CreateServiceCommand } from "@aws-sdk/client-apprunner";
import { callLocal } from "../../cli/local/callLocal";
import { get } from "../support/get";
import { aNodeApp, aServer, createRepository, type TestRepository } from "../support/gitRepository";
import { type GitServer, startGitServer } from "../support/gitServer";
import { type LocalClient, localClient } from "../support/localService";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { waitFor } from "../support/waitFor";
import { endedOperations } from "./operations";

const TOKEN = "a-token-of-the-test";
const POLL_SECONDS = 1;

describe("automatic deployments from a repository over https", function () {
  this.timeout(180_000);
  let runtime: TestRuntime;
  let repository: TestRepository;
  let server: GitServer;
  let client: LocalClient;
  const services: { arn: string; url: string }[] = [];

  before(async () => {
    repository = createRepository({
      ...inFolder("folder-one", aNodeApp("one")),
      ...inFolder("folder-two", aNodeApp("two")),
    });
    server = await startGitServer(repository.directory, "x-access-token", TOKEN);
    process.env.GIT_SSL_CAINFO = server.caFile;
    runtime = await startRuntime({ engine: "process", arguments: ["--poll-interval", String(POLL_SECONDS)] });
    client = localClient(runtime.endpoint);
    const { Connection } = await client.send(
      new CreateConnectionCommand({ ConnectionName: "host", ProviderType: "GITHUB" }),
    );
    const ConnectionArn = Connection!.ConnectionArn!;
    const target = { home: runtime.home, region: "us-east-1" };
    await callLocal(target, "CompleteHandshake", { ConnectionArn, Token: TOKEN, Host: server.host });
    for (const name of ["folder-one", "folder-two"]) services.push(await create(name, ConnectionArn));
  });
  after(async () => {
    delete process.env.GIT_SSL_CAINFO;
    await runtime?.close();
    await server?.close();
    repository?.remove();
  });

  it("deploys a new commit to the service in whose source directory it changes something, and to no other", async () => {
    repository.commit(inFolder("folder-one", { "server.js": aServer("one changed") }));
    await answers(0, "one changed");
    repository.commit(inFolder("folder-two", { "server.js": aServer("two changed") }));
    await answers(1, "two changed");
    for (const { arn } of services) assert.equal((await endedOperations(client, arn)).length, 2);
  });

  it("asks a repository once for all services of a branch, and no oftener than it should", async () => {
    const requests = async (count: number): Promise<void> => {
      const before = server.authorizations.length;
      await waitFor(`${count} requests`, () => (server.authorizations.length >= before + count ? true : undefined));
    };
    // What the deployments' ends called for is over then.
    await requests(4);
    const startedAt = Date.now();
    await requests(6);
    // A look at a branch is two requests of git's: six are three looks, with two pauses between them.
    assert.ok(Date.now() - startedAt >= 2 * POLL_SECONDS * 1000 - 100, `${Date.now() - startedAt} ms`);
  });

  it("says once in the service's events that a repository cannot be read, and goes on when it can", async () => {
    await callLocal({ home: runtime.home, region: "us-east-1" }, "CompleteHandshake", {
      ConnectionName: "host",
      Token: "wrong",
      Host: server.host,
    });
    const refused = server.authorizations.length;
    await waitFor("two more looks", () => (server.authorizations.length >= refused + 4 ? true : undefined));
    const log = await client.serviceLog(services[0]!.arn);
    assert.equal(log.match(/No new version can be looked for\..*refused the token/g)?.length, 1, log);
    await callLocal({ home: runtime.home, region: "us-east-1" }, "CompleteHandshake", {
      ConnectionName: "host",
      Token: TOKEN,
      Host: server.host,
    });
    repository.commit(inFolder("folder-one", { "server.js": aServer("one again") }));
    await answers(0, "one again");
  });

  async function create(name: string, ConnectionArn: string) {
    const { Service, OperationId } = await client.send(
      new CreateServiceCommand({
        ServiceName: name,
        SourceConfiguration: {
          AuthenticationConfiguration: { ConnectionArn },
          CodeRepository: {
            RepositoryUrl: server.urlOf(repository.directory),
            SourceCodeVersion: { Type: "BRANCH", Value: "main" },
            SourceDirectory: `/${name}`,
            CodeConfiguration: { ConfigurationSource: "REPOSITORY" },
          },
        },
      }),
    );
    const arn = Service!.ServiceArn!;
    assert.equal((await client.ended(arn, OperationId)).Status, "SUCCEEDED", await client.serviceLog(arn));
    return { arn, url: Service!.ServiceUrl! };
  }

  async function answers(index: number, text: string): Promise<void> {
    await waitFor(`"${text}"`, async () => ((await get(services[index]!.url)).body === text ? true : undefined));
  }
});

function inFolder(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));
}
