import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppRunnerClient, CreateServiceCommand, ListOperationsCommand } from "@aws-sdk/client-apprunner";
import type { Endpoint } from "../../api/home";
import { readCredentials } from "../../cli/local/credentials";
import { Homes, outcomeOf, runCli, startCli, startLocal } from "./commandLine";

const CONFIGURATION = `version: 1.0
runtime: nodejs22
build:
  commands:
    build:
      - node --check server.js
run:
  command: node server.js
`;

const server = (answer: string): string => `
  console.log("the app starts");
  require("node:http").createServer((request, response) => {
    console.log("asked for " + request.url);
    response.end(${JSON.stringify(answer)});
  }).listen(process.env.PORT, "127.0.0.1");
`;

describe("apprunner deploy, services and logs", function () {
  this.timeout(180_000);
  const homes = new Homes();
  let repository: string;
  let home: string;
  let endpoint: Endpoint;

  before(async () => {
    repository = mkdtempSync(join(tmpdir(), "cli-repository-"));
    git("init", "--quiet", "--initial-branch", "main");
    commit({ "apprunner.yaml": CONFIGURATION, "server.js": server("one") });
    home = homes.create();
    endpoint = await startLocal(home);
    await createService("shop");
  });
  after(async () => {
    await homes.remove();
    rmSync(repository, { recursive: true });
  });

  it("lists a service with its status and a URL that answers", async () => {
    const listed = await cli("services", "--json");
    assert.equal(listed.code, 0, listed.stderr);
    const [service, ...others] = JSON.parse(listed.stdout);
    assert.equal(others.length, 0);
    assert.deepEqual(Object.keys(service), ["name", "arn", "status", "url"]);
    assert.equal(service.status, "RUNNING");
    assert.equal(await get(service.url), "one");
    assert.match((await cli("services")).stdout, /^NAME +STATUS +URL\nshop +RUNNING +http:\/\/\S+\n$/);
  });

  it("says that another region has no services", async () => {
    const { code, stdout } = await cli("services", "--json", "--region", "eu-west-1");
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), []);
  });

  it("deploys a new commit, with the build's log, and comes back when it answers", async () => {
    commit({ "server.js": server("two") });
    const { code, stdout, stderr } = await cli("deploy", "shop");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /\[AppRunner\]/);
    assert.match(stderr, /shop is deployed/);
    assert.equal(await get(await urlOf("shop")), "two");
  });

  it("fails when the build fails, with what the build said, while the old version answers", async () => {
    commit({ "server.js": "this is not JavaScript" });
    const { code, stdout, stderr } = await cli("deploy", "shop");
    assert.equal(code, 1);
    assert.match(stdout, /SyntaxError/);
    assert.match(stderr, /The deployment \S+ of shop ended (FAILED|ROLLBACK_SUCCEEDED)/);
    assert.equal(await get(await urlOf("shop")), "two");
  });

  it("fails when the new version never listens, with what the app said last", async () => {
    commit({ "server.js": 'console.log("about to give up"); process.exitCode = 7;' });
    const { code, stderr } = await cli("deploy", "shop");
    assert.equal(code, 1);
    assert.match(stderr, /ROLLBACK_SUCCEEDED[\s\S]*The last lines of the new version:[\s\S]*about to give up/);
    assert.equal(await get(await urlOf("shop")), "two");
    commit({ "server.js": server("three") });
  });

  it("deploys by ARN too", async () => {
    const [service] = JSON.parse((await cli("services", "--json")).stdout);
    const { code, stderr } = await cli("deploy", service.arn);
    assert.equal(code, 0, stderr);
    assert.equal(await get(service.url), "three");
  });

  it("says on Ctrl-C that the deployment goes on, and it does", async () => {
    const child = startCli(["deploy", "shop", "--home", home]);
    const outcome = outcomeOf(child);
    await once(child.stdout as NodeJS.ReadableStream, "data");
    child.kill("SIGINT");
    const { code, stderr } = await outcome;
    assert.equal(code, 130);
    const operation = /--operation (\S+) --follow/.exec(stderr)?.[1];
    assert.match(stderr, /The deployment goes on/);
    assert.equal(await latestOperation(), operation);
    await poll(async () => JSON.parse((await cli("services", "--json")).stdout)[0].status === "RUNNING");
  });

  it("shows the last lines of the app, of the service's life and of its latest deployment", async () => {
    const url = await urlOf("shop");
    await get(`${url}/seen`);
    await poll(async () => (await cli("logs", "shop")).stdout.includes("asked for /seen"));
    const one = await cli("logs", "shop", "--lines", "1");
    assert.equal(one.stdout.split("\n").length, 2);
    assert.match((await cli("logs", "shop", "--type", "service")).stdout, /\[AppRunner\]/);

    const operation = await latestOperation();
    const latest = await cli("logs", "shop", "--type", "deployment");
    assert.match(latest.stdout, /\[Build\]/);
    assert.equal((await cli("logs", "shop", "--type", "deployment", "--operation", operation)).stdout, latest.stdout);
  });

  it("follows the app's log until Ctrl-C", async () => {
    const url = await urlOf("shop");
    const child = startCli(["logs", "shop", "--follow", "--lines", "0", "--home", home]);
    const outcome = outcomeOf(child);
    const seen = once(child.stdout as NodeJS.ReadableStream, "data");
    const asking = setInterval(() => void get(`${url}/followed`), 200);
    try {
      await seen;
    } finally {
      clearInterval(asking);
    }
    child.kill("SIGINT");
    const { code, stdout, stderr } = await outcome;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^(asked for \/followed\n)+$/);
  });

  it("follows the instances of a new version too", async () => {
    commit({ "server.js": server("four") });
    const child = startCli(["logs", "shop", "--follow", "--lines", "0", "--home", home]);
    let shown = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      shown += chunk.toString();
    });
    const outcome = outcomeOf(child);
    assert.equal((await cli("deploy", "shop")).code, 0);
    assert.equal(await get(`${await urlOf("shop")}/new`), "four");
    await poll(async () => shown.includes("the app starts") && shown.includes("asked for /new"));
    child.kill("SIGTERM");
    assert.equal((await outcome).code, 0);
  });

  it("names the services there are when it is asked for another", async () => {
    for (const command of ["deploy", "logs"]) {
      const { code, stderr } = await cli(command, "wob");
      assert.equal(code, 1);
      assert.match(stderr, /no service wob.*There are: shop\./);
    }
  });

  it("starts nothing to answer a question", async () => {
    const { code, stderr } = await runCli(["services", "--home", homes.create()]);
    assert.equal(code, 1);
    assert.match(stderr, /local start/);
  });

  const cli = (...args: string[]) => runCli([...args, "--home", home]);

  function client(): AppRunnerClient {
    return new AppRunnerClient({
      region: "us-east-1",
      endpoint: endpoint.endpoint,
      credentials: readCredentials(home),
    });
  }

  async function createService(name: string): Promise<void> {
    await client().send(
      new CreateServiceCommand({
        ServiceName: name,
        SourceConfiguration: {
          CodeRepository: {
            RepositoryUrl: `file://${repository}`,
            SourceCodeVersion: { Type: "BRANCH", Value: "main" },
            CodeConfiguration: { ConfigurationSource: "REPOSITORY" },
          },
          AutoDeploymentsEnabled: false,
        },
        // TCP, so that the app is asked by the test alone.
        HealthCheckConfiguration: { Protocol: "TCP", Interval: 1, Timeout: 1 },
      }),
    );
    await poll(async () => JSON.parse((await cli("services", "--json")).stdout)[0]?.status === "RUNNING");
  }

  async function latestOperation(): Promise<string> {
    const [service] = JSON.parse((await cli("services", "--json")).stdout);
    const { OperationSummaryList } = await client().send(new ListOperationsCommand({ ServiceArn: service.arn }));
    return OperationSummaryList?.[0]?.Id ?? "";
  }

  async function urlOf(name: string): Promise<string> {
    const services: { name: string; url: string }[] = JSON.parse((await cli("services", "--json")).stdout);
    return services.find((service) => service.name === name)?.url ?? "";
  }

  function commit(files: Record<string, string>): void {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(repository, name), content);
    git("add", "--all");
    git("-c", "user.name=t", "-c", "user.email=t@t.test", "commit", "--quiet", "--message", "change");
  }

  function git(...args: string[]): void {
    execFileSync("git", args, { cwd: repository });
  }
});

/** Asks a service; its name is sent as Host, since not every resolver knows *.localhost. */
function get(url: string): Promise<string> {
  const { host, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path: pathname, headers: { host }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks).toString()));
    });
    asked.on("error", reject).end();
  });
}

async function poll(condition: () => Promise<boolean>, deadline = Date.now() + 60_000): Promise<void> {
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("the condition did not come true within a minute");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
