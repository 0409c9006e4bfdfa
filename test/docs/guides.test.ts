import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { load } from "js-yaml";
import { loadConfigFile } from "../../sdk/configFile/load";
import { runCli } from "../cli/commandLine";
import { needPulumi } from "../deploy/pulumiCli";
import { createRepository, type TestRepository } from "../support/gitRepository";

const ROOT = resolve(__dirname, "..", "..");

function blocksOf(page: string, language: string): string[] {
  const text = readFileSync(join(ROOT, "docs/guides", page), "utf8");
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter((match) => match[1] === language)
    .map((match) => match[2]!);
}

describe("the guide to a first service", function () {
  this.timeout(300_000);
  let folder: string;
  let home: string;

  before(function () {
    needPulumi(this);
    folder = mkdtempSync(join(tmpdir(), "apprunner-guide-"));
    home = mkdtempSync(join(tmpdir(), "guide-home-"));
  });
  after(async () => {
    if (!home) return;
    await runCli(["local", "reset", "--yes", "--home", home]);
    for (const made of [folder, home]) rmSync(made, { recursive: true, force: true });
  });

  it("does what it says, from an empty folder to a service and back", async () => {
    const [app, init, deploy, again, remove] = blocksOf("firstService.md", "sh");
    const answers = await run([app, init, deploy, "echo ---", again, remove].join("\n"));
    assert.match(answers, /apprunner\.yaml written\napprunner\.config\.yaml written\n/);
    assert.match(answers, /shop\/local: This deploys 1 service/);
    const [first, second] = answers.split("---\n");
    assert.match(first!, /\nHello\n$/);
    assert.match(second!, /\nHello again\n$/);
    const { stdout } = await runCli(["services", "--json", "--home", home]);
    assert.equal(stdout, "[]\n");
  });

  /** Runs its commands as they stand: this checkout's command line, a runtime on free ports, and a curl that needs no resolver. */
  async function run(commands: string): Promise<string> {
    const prelude = `
      set -euo pipefail
      npx() {
        [ "$1" = apprunner ]; shift
        if [ "$*" = "local start" ]; then set -- local start --engine process --api-port 0 --http-port 0 --https-port 0 > /dev/null; fi
        "$NODE" "$ROOT/cli/apprunner.js" "$@"
      }
      curl() { command curl --resolve "*:\${2##*:}:127.0.0.1" "$@"; }
    `;
    const env = {
      ...process.env,
      NODE: process.execPath,
      ROOT,
      APPRUNNER_HOME: home,
      PULUMI_BACKEND_URL: undefined,
      GIT_AUTHOR_NAME: "guide",
      GIT_AUTHOR_EMAIL: "guide@example.com",
      GIT_COMMITTER_NAME: "guide",
      GIT_COMMITTER_EMAIL: "guide@example.com",
    };
    const { stdout } = await promisify(execFile)("bash", ["-c", `${prelude}\n${commands}`], {
      cwd: folder,
      env,
      maxBuffer: 2 ** 24,
    });
    return stdout;
  }
});

describe("the guides' files", () => {
  let repository: TestRepository | undefined;
  afterEach(() => {
    repository?.remove();
    repository = undefined;
  });

  it("are right in every environment", () => {
    const [file] = blocksOf("pullRequestToProduction.md", "yaml");
    const path = write(file!);
    for (const environment of [undefined, "prod", "pr-12"]) {
      const { entries } = loadConfigFile(path, {
        environment,
        target: "local",
        variables: { GITHUB_HEAD_REF: "feature" },
      });
      assert.equal(entries.filter(({ section }) => section === "services").length, 1);
    }
    assert.equal(
      loadConfigFile(path, { environment: "prod", target: "local", variables: {} }).entries.at(-1)!.inputs.domainName,
      "shop.example.com",
    );
  });

  it("say the same as the Terraform that they come from", () => {
    const [file] = blocksOf("movingFromTerraformOrPulumiAws.md", "yaml");
    const { entries, target } = loadConfigFile(write(file!), { variables: {} });
    assert.equal(target, "aws");
    assert.deepEqual(entries[0]!.inputs.instanceConfiguration, { cpu: "1024", memory: "2048" });
  });

  it("use the action with inputs that it has", () => {
    const action = load(readFileSync(join(ROOT, "action.yml"), "utf8")) as { inputs: object };
    const workflows = blocksOf("pullRequestToProduction.md", "yaml").slice(1);
    const steps = workflows.flatMap((text) => {
      const workflow = load(text) as { jobs: Record<string, { steps: { uses?: string; with?: object }[] }> };
      return Object.values(workflow.jobs).flatMap((job) => job.steps);
    });
    const ours = steps.filter(({ uses }) => uses?.includes("pulumi-apprunner"));
    assert.equal(ours.length, 3);
    for (const step of ours) {
      for (const input of Object.keys(step.with!)) assert.ok(input in action.inputs, input);
    }
  });

  function write(text: string): string {
    repository = createRepository({ "server.js": "" });
    const path = join(repository.directory, "apprunner.config.yaml");
    writeFileSync(path, text);
    return path;
  }
});
