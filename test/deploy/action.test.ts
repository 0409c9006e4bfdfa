import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { load } from "js-yaml";
import { BIN, Homes, outcomeOf, startLocal } from "../cli/commandLine";
import { aNodeApp, aServer, createRepository, type TestRepository } from "../support/gitRepository";
import { type GithubStandIn, startGithub } from "./githubStandIn";
import { needPulumi } from "./pulumiCli";

const ROOT = resolve(__dirname, "../..");

interface Action {
  inputs: Record<string, { default?: string; required?: boolean }>;
  outputs: Record<string, { value: string }>;
  runs: { using: string; steps: { id: string; if?: string; run: string; env: Record<string, string> }[] };
}

const CONFIG = `project: shop
services:
  web:
    sourceConfiguration:
      codeRepository: { repositoryUrl: ., codeConfiguration: { configurationSource: REPOSITORY } }
      autoDeploymentsEnabled: false
`;

describe("the GitHub Action", function () {
  this.timeout(240_000);
  const action = load(readFileSync(join(ROOT, "action.yml"), "utf8")) as Action;
  const homes = new Homes();
  let github: GithubStandIn;
  let shop: TestRepository;
  let temporary: string;
  let home: string;

  before(async function () {
    needPulumi(this);
    temporary = mkdtempSync(join(tmpdir(), "apprunner-action-"));
    symlinkSync(BIN, join(temporary, "apprunner"));
    github = await startGithub();
    home = homes.create();
    shop = createRepository({ ...aNodeApp("one"), "apprunner.config.yaml": CONFIG });
    await startLocal(home);
  });
  after(async () => {
    await homes.remove();
    await github?.close();
    shop?.remove();
    if (temporary) rmSync(temporary, { recursive: true });
  });

  it("previews a pull request into one comment, which the next push edits", async () => {
    const first = await run({ command: "preview" });
    assert.equal(first.code, 0, first.stderr);
    assert.equal(first.outputs.changes, "1");
    assert.match(first.outputs["comment-url"]!, /#issuecomment-/);
    shop.commit({ "server.js": aServer("two") });
    assert.equal((await run({ command: "preview" })).code, 0);
    assert.equal(github.comments.length, 1);
    assert.match(github.comments[0]!.body, /This deploys 1 service/);
  });

  it("fails a required check on what it was told to refuse, and comments all the same", async () => {
    github.comments.length = 0;
    const { code, stderr } = await run({ command: "preview", "fail-on": "change" });
    assert.equal(code, 1);
    assert.match(stderr, /Refused by --fail-on: change \(1\)/);
    assert.equal(github.comments.length, 1);
  });

  it("makes an environment for a pull request and deletes it when that is closed", async () => {
    const opened = await run({ command: "environment" });
    assert.equal(opened.code, 0, opened.stderr);
    assert.match(opened.outputs.url!, /^http:\/\/\w+\.us-east-1\.awsapprunner\.localhost:\d+$/);
    const closed = await run({ command: "environment" }, { action: "closed" });
    assert.equal(closed.code, 0, closed.stderr);
    assert.match(closed.stderr, /shop\/pr-7 is gone: 1 resources deleted/);
  });

  it("cannot be made to run what an input says", async () => {
    const marker = join(temporary, "owned");
    const { code } = await run({ command: "up", environment: `x$(touch ${marker})`, file: `a; touch ${marker}` });
    assert.notEqual(code, 0);
    assert.throws(() => readFileSync(marker), /ENOENT/);
    for (const { run: script } of action.runs.steps) assert.doesNotMatch(script, /\$\{\{/);
  });

  it("refuses a command that there is not, and an event without a pull request", async () => {
    assert.match((await run({ command: "deploy" })).stderr, /none of preview, up, destroy, environment/);
    assert.match((await run({ command: "environment" }, { event: "push" })).stderr, /for workflows on pull_request/);
  });

  it("says each output by a step that writes it", () => {
    const script = readFileSync(join(ROOT, "action/run.sh"), "utf8");
    for (const [name, { value }] of Object.entries(action.outputs)) {
      assert.equal(value, `\${{ steps.run.outputs.${name} }}`);
      assert.match(script, new RegExp(`output ${name} `));
    }
  });

  /** Runs the steps as a runner does: inputs into each step's env, a shell for each, outputs read from the file. */
  async function run(
    inputs: Record<string, string>,
    { action: kind = "opened", event = "pull_request" }: { action?: string; event?: string } = {},
  ): Promise<{ code: number | null; stderr: string; outputs: Record<string, string> }> {
    const given: Record<string, string> = { "github-token": "right", version: "", ...inputs };
    const outputFile = join(temporary, "output");
    const eventFile = join(temporary, "event.json");
    writeFileSync(outputFile, "");
    writeFileSync(
      eventFile,
      JSON.stringify({ action: kind, ...(event === "pull_request" && { pull_request: { number: 7 } }) }),
    );
    const inputOf = (expression: string): string =>
      expression.replace(
        /\$\{\{ inputs\.([\w-]+) \}\}/g,
        (_, name: string) => given[name] ?? action.inputs[name]!.default ?? "",
      );
    for (const step of action.runs.steps) {
      if (step.if === "inputs.version != ''" && given.version === "") continue;
      const env = Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, inputOf(value)]));
      const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
        cwd: shop.directory,
        stdio: ["ignore", "pipe", "pipe"],
        env: {
          ...process.env,
          ...env,
          PATH: `${temporary}:${process.env.PATH}`,
          APPRUNNER_HOME: home,
          PULUMI_BACKEND_URL: undefined,
          GITHUB_ACTION_PATH: ROOT,
          GITHUB_API_URL: github.url,
          GITHUB_EVENT_NAME: event,
          GITHUB_EVENT_PATH: eventFile,
          GITHUB_OUTPUT: outputFile,
          GITHUB_REPOSITORY: "shop/web",
          RUNNER_TEMP: temporary,
        },
      });
      const { code, stderr } = await outcomeOf(child);
      const outputs = Object.fromEntries(
        readFileSync(outputFile, "utf8")
          .split("\n")
          .filter(Boolean)
          .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
      );
      if (code !== 0 || step.id === "run") return { code, stderr, outputs };
    }
    return assert.fail("the action has no step run");
  }
});
