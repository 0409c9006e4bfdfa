import assert from "node:assert/strict";
import {
  CreateConnectionCommand,
  CreateServiceCommand,
  DeleteConnectionCommand,
  ListConnectionsCommand,
  StartDeploymentCommand,
} from "@aws-sdk/client-apprunner";
import { Homes, runCli, runCliWith, startLocal } from "../cli/commandLine";
import { filesHolding } from "../support/canary";
import { get } from "../support/get";
import { aNodeApp, createRepository, type TestRepository } from "../support/gitRepository";
import { type GitServer, startGitServer } from "../support/gitServer";
import { type LocalClient, localClient } from "../support/localService";

const TOKEN = "canary-token-7f3a9c1e5b";
const WRONG_TOKEN = "canary-wrong-token-2d4e";
const HEADER = `Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString("base64")}`;

describe("a connection", function () {
  this.timeout(180_000);
  const homes = new Homes();
  const output: string[] = [];
  let repository: TestRepository;
  let server: GitServer;
  let home: string;
  let local: LocalClient;
  let connectionArn: string;
  let serviceArn: string;

  before(async () => {
    repository = createRepository(aNodeApp("from a private repository"));
    server = await startGitServer(repository.directory, "x-access-token", TOKEN);
    // The runtime's git is started with these; the traces would have it say every header, were they left to it.
    Object.assign(process.env, { GIT_SSL_CAINFO: server.caFile, GIT_TRACE_CURL: "1", GIT_TRACE_REDACT: "0" });
    home = homes.create();
    local = localClient(await startLocal(home));
    const { Connection } = await local.send(
      new CreateConnectionCommand({ ConnectionName: "private", ProviderType: "GITHUB" }),
    );
    connectionArn = Connection!.ConnectionArn!;
  });
  after(async () => {
    for (const name of ["GIT_SSL_CAINFO", "GIT_TRACE_CURL", "GIT_TRACE_REDACT"]) delete process.env[name];
    await homes.remove();
    await server?.close();
    repository?.remove();
  });

  it("opens nothing before its handshake", async () => {
    await assert.rejects(createService(), /must be AVAILABLE.*PENDING_HANDSHAKE/);
  });

  it("is not completed by an empty token or a host that is none", async () => {
    const { code, stderr } = await connect("", "private");
    assert.equal(code, 2);
    assert.match(stderr, /no token on standard input/);
    assert.match((await connect(TOKEN, "private", "--host", "https://a/b")).stderr, /Host isn't valid/);
    assert.match((await connect(TOKEN, "nobody")).stderr, /Connection doesn't exist in us-east-1: nobody/);
    assert.match((await connect("two words", "private")).stderr, /The Token isn't valid/);
    assert.equal(await status(), "PENDING_HANDSHAKE");
  });

  it("is AVAILABLE after `apprunner connect` with a token on standard input", async () => {
    const { code, stdout, stderr } = await connect(`${TOKEN}\n`, "private", "--host", server.host, "--token-stdin");
    assert.equal(code, 0, stderr);
    assert.equal(stdout, "Connection private is AVAILABLE.\n");
    assert.equal(await status(), "AVAILABLE");
  });

  it("opens its host's private repository for a service, with the token in the header and nowhere else", async () => {
    const { Service, OperationId } = await createService();
    serviceArn = Service!.ServiceArn!;
    assert.equal((await local.ended(serviceArn, OperationId)).Status, "SUCCEEDED", await local.serviceLog(serviceArn));
    assert.equal((await get(Service!.ServiceUrl!)).body, "from a private repository");
    assert.ok(server.authorizations.length >= 3);
    assert.deepEqual([...new Set(server.authorizations)], [HEADER]);
  });

  it("opens it after the control plane was started again", async () => {
    await runCli(["local", "stop", "--home", home]);
    local = localClient(await startLocal(home));
    assert.equal(await deploy(), "SUCCEEDED");
  });

  it("whose token is refused fails the deployment and says which one to replace", async () => {
    await connect(WRONG_TOKEN, "private", "--host", server.host);
    assert.equal(await deploy(), "ROLLBACK_SUCCEEDED");
    assert.match(
      await local.serviceLog(serviceArn),
      /refused the token of connection private.*npx apprunner connect private/,
    );
  });

  it("sends its token to no other host than its own", async () => {
    await connect(TOKEN, connectionArn);
    const before = server.authorizations.length;
    assert.equal(await deploy(), "ROLLBACK_SUCCEEDED");
    assert.equal(server.authorizations.length, before);
    assert.match(await local.serviceLog(serviceArn), /holds a token for github\.com.*sent to no other host/);
  });

  it("without a token opens no private repository", async () => {
    assert.equal((await runConnect("--public", "private")).code, 0);
    const before = server.authorizations.length;
    assert.equal(await deploy(), "ROLLBACK_SUCCEEDED");
    assert.deepEqual([...new Set(server.authorizations.slice(before))], [undefined]);
    assert.match(await local.serviceLog(serviceArn), /is private or does not exist/);
  });

  it("keeps its token out of every file, log and output", async () => {
    await connect(TOKEN, "private", "--host", server.host);
    assert.equal(await deploy(), "SUCCEEDED");
    const secrets = [TOKEN, WRONG_TOKEN, `x-access-token:${TOKEN}`];
    assert.deepEqual(filesHolding(home, secrets), []);
    assert.ok(filesHolding(home, [server.host]).length > 0, "the search finds what is there");
    const said = [...output, await local.serviceLog(serviceArn)].join("\n");
    for (const secret of secrets) assert.ok(!said.includes(secret));
  });

  it("takes its token with it when it is deleted", async () => {
    const { Connection } = await local.send(
      new CreateConnectionCommand({ ConnectionName: "passing", ProviderType: "BITBUCKET" }),
    );
    await connect(TOKEN, "passing");
    await local.send(new DeleteConnectionCommand({ ConnectionArn: Connection!.ConnectionArn! }));
    await local.send(new CreateConnectionCommand({ ConnectionName: "passing", ProviderType: "BITBUCKET" }));
    const { ConnectionSummaryList } = await local.send(new ListConnectionsCommand({ ConnectionName: "passing" }));
    assert.deepEqual(
      ConnectionSummaryList!.map(({ Status }) => Status),
      ["PENDING_HANDSHAKE"],
    );
  });

  async function connect(token: string, ...args: string[]) {
    const outcome = await runCliWith(token, ["connect", ...args, "--home", home]);
    output.push(outcome.stdout, outcome.stderr);
    return outcome;
  }

  function runConnect(...args: string[]) {
    return runCli(["connect", ...args, "--home", home]);
  }

  async function status() {
    const { ConnectionSummaryList } = await local.send(new ListConnectionsCommand({ ConnectionName: "private" }));
    return ConnectionSummaryList![0]!.Status;
  }

  async function deploy() {
    const { OperationId } = await local.send(new StartDeploymentCommand({ ServiceArn: serviceArn }));
    return (await local.ended(serviceArn, OperationId)).Status;
  }

  function createService() {
    return local.send(
      new CreateServiceCommand({
        ServiceName: "private",
        SourceConfiguration: {
          AutoDeploymentsEnabled: false,
          AuthenticationConfiguration: { ConnectionArn: connectionArn },
          CodeRepository: {
            RepositoryUrl: server.urlOf(repository.directory),
            SourceCodeVersion: { Type: "BRANCH", Value: "main" },
            CodeConfiguration: { ConfigurationSource: "REPOSITORY" },
          },
        },
      }),
    );
  }
});
