import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { request } from "node:http";
import { join, resolve } from "node:path";
import Docker from "dockerode";
import { Homes, type Outcome, runCli, startLocal } from "../cli/commandLine";
import { needPulumi } from "../deploy/pulumiCli";
import { whyNoDocker } from "../support/docker";
import { createRepository, type TestRepository } from "../support/gitRepository";
import { skip } from "../support/skip";

const EXAMPLES = resolve(__dirname, "../../examples");

describe("examples with a config file", function () {
  this.timeout(300_000);
  const homes = new Homes();
  let repository: TestRepository | undefined;

  before(function () {
    needPulumi(this);
  });
  afterEach(() => {
    repository?.remove();
    repository = undefined;
  });
  after(() => homes.remove());

  it("monorepo: two services, a domain, and an environment of its own", async () => {
    const home = homes.create();
    await startLocal(home);
    repository = createRepository(filesOf("monorepo"));
    const config = ["--file", join(repository.directory, "apprunner.config.yaml"), "--home", home];
    assert.match((await succeeds("preview", ...config)).stdout, /4 to create/);
    const { urls } = JSON.parse((await succeeds("up", "--json", ...config)).stdout) as { urls: Record<string, string> };
    assert.equal(await get(urls.web!), "web");
    assert.equal(await get(urls.api!), "api, development");
    assert.equal(await get(urls.web!, `shop.example.localhost:${new URL(urls.web!).port}`), "web");
    const environment = await succeeds("up", "--json", "--environment", "pr-12", ...config);
    const own = JSON.parse(environment.stdout) as { urls: Record<string, string>; domain: string };
    assert.equal(own.domain, "pr-12.shop.example.localhost");
    assert.notEqual(own.urls.web, urls.web);
    assert.equal(await get(own.urls.api!), "api, development");
    await succeeds("destroy", "--yes", "--environment", "pr-12", ...config);
    await succeeds("destroy", "--yes", ...config);
  });

  it("dockerfile: builds an image, deploys it, and builds again only what has changed", async function () {
    const reason = await whyNoDocker();
    if (reason) skip(this, reason);
    const home = homes.create();
    await startLocal(home, "--engine", "docker");
    // An image of its own: one that an earlier run has left would not be built again.
    repository = createRepository({ ...filesOf("dockerfile"), "run.txt": randomUUID() });
    const config = ["--file", join(repository.directory, "apprunner.config.yaml"), "--home", home];
    const first = await succeeds("up", "--json", ...config);
    const [, image] = /^Image of hello built: (apprunner\/dockerfile-hello:[0-9a-f]{16})$/m.exec(first.stderr) ?? [];
    assert.ok(image, first.stderr);
    const { url } = JSON.parse(first.stdout) as { url: string };
    assert.equal(await get(url), "Hello from a Dockerfile");
    const second = await succeeds("up", ...config);
    assert.doesNotMatch(second.stderr, /built/);
    assert.match(second.stderr, /No changes\./);
    await succeeds("destroy", "--yes", ...config);
    await new Docker().getImage(image).remove();
  });
});

async function succeeds(...args: string[]): Promise<Outcome> {
  const outcome = await runCli(args, { PULUMI_BACKEND_URL: undefined, STAGE: undefined });
  assert.equal(outcome.code, 0, outcome.stderr);
  return outcome;
}

function filesOf(example: string): Record<string, string> {
  const folder = join(EXAMPLES, example);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Asks 127.0.0.1: not every resolver knows names under localhost. */
function get(url: string, host = new URL(url).host): Promise<string> {
  return new Promise((done, failed) => {
    request({ host: "127.0.0.1", port: new URL(url).port, headers: { host } }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => {
        body += chunk;
      });
      response.on("end", () => done(body.trim()));
    })
      .on("error", failed)
      .end();
  });
}
