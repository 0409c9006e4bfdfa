// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what a file says
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { AppRunnerClient, TagResourceCommand } from "@aws-sdk/client-apprunner";
import type { Endpoint } from "../../api/home";
import { readCredentials } from "../../cli/local/credentials";
import { type PreviewReport, parseReport } from "../../sdk/preview/report";
import { Homes, type Outcome, outcomeOf, runCli, startCli, startLocal } from "../cli/commandLine";
import { aNodeApp, aServer, createRepository, type TestRepository } from "../support/gitRepository";
import { needPulumi } from "./pulumiCli";

const CONFIG = `project: shop
services:
  web:
    sourceConfiguration:
      codeRepository: { repositoryUrl: ., codeConfiguration: { configurationSource: REPOSITORY } }
      autoDeploymentsEnabled: false
    autoScalingConfigurationArn: small
autoScalingConfigurations:
  small: { maxSize: 2 }
environments:
  pr-*:
    autoScalingConfigurations:
      small: { maxSize: 1 }
    customDomainAssociations:
      web: { domainName: "\${environment}.shop.example.localhost", serviceArn: web, enableWWWSubdomain: false }
`;

describe("a config file on the local App Runner", function () {
  this.timeout(240_000);
  const homes = new Homes();
  let home: string;
  let endpoint: Endpoint;
  let shop: TestRepository;
  let first: string;

  before(async function () {
    needPulumi(this);
    home = homes.create();
    shop = createRepository({ ...aNodeApp("one"), "apprunner.config.yaml": CONFIG });
    endpoint = await startLocal(home);
  });
  after(async () => {
    await homes.remove();
    shop?.remove();
  });

  it("is previewed before anything is there, and makes nothing", async () => {
    const report = await preview();
    assert.deepEqual(
      report.rows.map(({ action, kind, name }) => `${action} ${kind} ${name}`),
      ["create AutoScalingConfiguration small", "create Service web"],
    );
    assert.deepEqual(report.problems, []);
    assert.equal((await runCli(["services", "--home", home, "--json"])).stdout.trim(), "[]");
  });

  it("is deployed by one command, with the service's log and without a Pulumi project", async () => {
    const { code, stdout, stderr } = await cli("up", "--json");
    assert.equal(code, 0, stderr);
    const outputs = JSON.parse(stdout) as { url: string };
    first = outputs.url;
    assert.equal(await get(first), "one");
    assert.match(stderr, /^web \| \[Build\] Fetched commit/m);
    assert.match(stderr, /^Service web created/m);
    assert.match(stderr, /^Done: 2 created\.$/m);
    assert.equal((await cli("outputs", "url")).stdout.trim(), first);
  });

  it("shows nothing to do after that", async () => {
    const report = await preview("--drift");
    assert.equal(report.counts.same, 2);
    assert.deepEqual([report.rows, report.drift, report.problems], [[], [], []]);
    assert.match((await cli("up")).stderr, /No changes\./);
  });

  it("names the commits that a deployment would bring, and brings them", async () => {
    const commit = shop.commit({ "server.js": aServer("two") });
    const report = await preview();
    assert.deepEqual(
      report.sources.map(({ service, commits }) => [service, commits?.map(({ id }) => id)]),
      [["web", [commit]]],
    );
    assert.deepEqual(
      report.rows.map(({ name, effect }) => `${name} ${effect}`),
      ["web deploys"],
    );
    assert.match(report.rollback.join("\n"), /git checkout [0-9a-f]{40}/);
    assert.equal((await cli("preview", "--fail-on", "replace,delete")).code, 0);
    const refused = await cli("preview", "--fail-on", "change");
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /Refused by --fail-on: change \(1\)/);
    assert.equal((await cli("up")).code, 0);
    assert.equal(await get(first), "two");
  });

  it("tells drift from what is declared", async () => {
    const client = new AppRunnerClient({
      region: "us-east-1",
      endpoint: endpoint.endpoint,
      credentials: readCredentials(home),
    });
    const resourceArn = (await cli("outputs", "serviceArn")).stdout.trim();
    await client.send(new TagResourceCommand({ ResourceArn: resourceArn, Tags: [{ Key: "owner", Value: "me" }] }));
    client.destroy();
    const report = await preview("--drift");
    assert.deepEqual(report.rows, []);
    assert.deepEqual(
      report.drift.map(({ name, changes }) => [name, changes.map(({ path, after }) => `${path} ${after}`)]),
      [["web", ['tags.owner "me"']]],
    );
    assert.equal((await cli("preview", "--drift", "--fail-on", "drift")).code, 1);
  });

  it("gives every environment its own URL, and takes it away again", async () => {
    const { code, stdout, stderr } = await cli("up", "--environment", "pr-12", "--json");
    assert.equal(code, 0, stderr);
    const outputs = JSON.parse(stdout) as { url: string; domain: string };
    assert.notEqual(outputs.url, first);
    assert.equal(outputs.domain, "pr-12.shop.example.localhost");
    assert.equal(await get(outputs.url), "two");
    const gone = await cli("destroy", "--environment", "pr-12", "--yes");
    assert.match(gone.stderr, /shop\/pr-12 is gone: 3 resources deleted/);
    assert.notEqual(await get(outputs.url), "two");
    assert.equal(await get(first), "two");
  });

  it("ends a deployment that fails with the app's own words and exit code 1, and the old version serves on", async () => {
    shop.commit({ "server.js": 'console.error("canary: no database"); process.exit(1);' });
    const { code, stderr } = await cli("up");
    assert.equal(code, 1);
    assert.match(stderr, /The deployment failed\./);
    assert.match(stderr, /canary: no database/);
    assert.doesNotMatch(stderr, /^\s+at /m);
    assert.equal(await get(first), "two");
  });

  it("keeps a secret out of the state, the preview and every message", async () => {
    shop.commit({ "server.js": aServer("three"), "apprunner.config.yaml": withSecret() });
    const environment = { SHOP_KEY: "canary-secret" };
    const before = await cli({ environment }, "preview", "--format", "markdown");
    assert.equal(before.code, 0, before.stderr);
    const up = await cli({ environment }, "up");
    assert.equal(up.code, 0, up.stderr);
    for (const { stdout, stderr } of [before, up]) assert.doesNotMatch(stdout + stderr, /canary-secret/);
    const state = filesUnder(join(home, "pulumi")).filter((file) =>
      readFileSync(file, "utf8").includes("canary-secret"),
    );
    assert.deepEqual(state, []);
    assert.equal(await get(first), "three");
  });

  it("is made anew after the App Runner of this machine was reset", async () => {
    const environment = { SHOP_KEY: "canary-secret" };
    assert.equal((await cli("local", "reset", "--yes")).code, 0);
    await startLocal(home);
    const { code, stdout, stderr } = await cli({ environment }, "up", "--json");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Service web created/m);
    assert.equal(await get((JSON.parse(stdout) as { url: string }).url), "three");
  });

  it("can be looked at and destroyed when it is not right any more", async () => {
    shop.commit({ "apprunner.config.yaml": withSecret().replace("small: { maxSize: 2 }", "small: { maxSise: 2 }") });
    assert.equal((await cli("up")).code, 1);
    assert.match((await cli("outputs", "serviceName")).stdout, /^web-[0-9a-f]{7}$/m);
    const { code, stderr } = await cli("destroy", "--yes");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /shop\/local is gone: 2 resources deleted/);
  });

  it("says what is wrong with it, with the place, and exit code 1", async () => {
    const { code, stderr } = await cli("preview", "--environment", "prod");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /apprunner\.config\.yaml:\d+:1: environments: there is no environment prod \(there are pr-\*\)/,
    );
    assert.equal((await cli("up", "--environment", "../x")).code, 2);
  });

  async function preview(...args: string[]): Promise<PreviewReport> {
    const { code, stdout, stderr } = await cli("preview", "--format", "json", ...args);
    assert.equal(code, 0, stderr);
    return parseReport(stdout);
  }

  async function cli(...given: (string | { environment: NodeJS.ProcessEnv })[]): Promise<Outcome> {
    const args = given.filter((one) => typeof one === "string");
    const more = given.find((one) => typeof one !== "string")?.environment;
    const file = args[0] === "local" ? [] : ["--file", join(shop.directory, "apprunner.config.yaml")];
    return outcomeOf(startCli([...args, ...file, "--home", home], { PULUMI_BACKEND_URL: undefined, ...more }));
  }
});

function withSecret(): string {
  return CONFIG.replace(
    "{ configurationSource: REPOSITORY }",
    '{ configurationSource: API, codeConfigurationValues: { runtime: NODEJS_22, startCommand: node server.js, runtimeEnvironmentVariables: { KEY: "${secret:SHOP_KEY}" } } }',
  );
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

/** Asks 127.0.0.1: not every resolver knows names under localhost. */
function get(url: string): Promise<string> {
  const { hostname, port, host } = new URL(url);
  assert.match(hostname, /localhost$/);
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, headers: { host } }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => {
        body += chunk;
      });
      response.on("end", () => resolve(body.trim()));
    })
      .on("error", reject)
      .end();
  });
}
