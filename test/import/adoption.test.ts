import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { AppRunnerClient } from "@aws-sdk/client-apprunner";
import { BIN } from "../cli/commandLine";
import { whyNoPulumi } from "../provider/pulumiProject";
import { createRepository, type TestRepository } from "../support/gitRepository";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { skip } from "../support/skip";
import { makeAccount, photograph } from "./account";

const ROOT = resolve(__dirname, "..", "..");
const CANARY = "canary-7c41d9";
const SERVER = `require("node:http").createServer((request, response) => response.end("hello")).listen(process.env.PORT);`;

/** The commands of a guide's block that holds `part`. */
function commandsWith(part: string, guide = "adoption.md"): string {
  const text = readFileSync(join(ROOT, "docs/guides", guide), "utf8");
  const blocks = [...text.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].map((block) => block[1]!);
  return blocks.find((block) => block.includes(part))!;
}

describe("adopting a live account", function () {
  this.timeout(240_000);
  let runtime: TestRuntime;
  let repository: TestRepository;
  let client: AppRunnerClient;
  let folder: string;
  let asItWas: string;
  /** Everything that any command printed. */
  let printed = "";

  before(async function () {
    const reason = await whyNoPulumi();
    if (reason) skip(this, reason);
    folder = mkdtempSync(join(tmpdir(), "apprunner-adoption-"));
    mkdirSync(join(folder, "state"));
    runtime = await startRuntime({ engine: "process" });
    repository = createRepository({ "server.js": SERVER });
    client = runtime.client();
    await makeAccount(client, repository.url, CANARY);
    asItWas = await photograph(client);
  });
  after(async () => {
    client?.destroy();
    repository?.remove();
    await runtime?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  /** Runs commands of the guide as they stand, on the local App Runner and with this checkout in the package's place. */
  const run = async (commands: string, at = folder): Promise<string> => {
    const { projectEnvironment } = require("../../tools/environment.mjs") as {
      projectEnvironment(options: { env: NodeJS.ProcessEnv }): NodeJS.ProcessEnv;
    };
    const prelude = `
      set -euo pipefail
      npx() {
        [ "$1" = apprunner ]; shift
        local arguments=()
        for argument in "$@"; do
          case "$argument" in aws) argument=local ;; eu-west-1) argument=us-east-1 ;; esac
          arguments+=("$argument")
        done
        node "$BIN" "\${arguments[@]}" --home "$HOME_OF_RUNTIME" 2>&1
      }
      npm() { [ "$*" = install ] && ln -sfn "$ROOT/node_modules" node_modules; }
    `;
    const env = {
      ...projectEnvironment({ env: process.env }),
      BIN,
      ROOT,
      HOME_OF_RUNTIME: runtime.home,
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "of a test",
    };
    const options = { cwd: at, env, maxBuffer: 2 ** 24 };
    try {
      const { stdout, stderr } = await promisify(execFile)("bash", ["-c", `${prelude}\n${commands}`], options);
      printed += stdout + stderr;
      return stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      printed += stdout + stderr;
      throw new Error(`${(error as Error).message}\n${stdout}\n${stderr}`, { cause: error });
    }
  };

  it("takes all of it under a program, which then changes nothing", async () => {
    const output = await run(commandsWith("--set-secrets prod"));
    assert.match(output, /shop: a program with 10 resources of us-east-1\. Nothing was changed there\./);
    assert.match(output, /Left out: auto scaling configuration DefaultConfiguration \(AWS's own/);
    assert.match(output, /= 10 imported/);
    assert.equal(await photograph(client), asItWas);
  });

  it("says references instead of ARNs, and no secret", () => {
    const program = readFileSync(join(folder, "shop", "index.ts"), "utf8");
    assert.ok(!program.includes("arn:aws:apprunner"), program);
    assert.match(program, /vpcConnectorArn: shopConnector\.vpcConnectorArn/);
    assert.match(program, /TOKEN: config\.requireSecret\("shop\.TOKEN"\)/);
  });

  it("sees nothing to change in a refresh either, nor in an update", async () => {
    await run("pulumi up --refresh --yes --skip-preview --expect-no-changes", join(folder, "shop"));
    assert.equal(await photograph(client), asItWas);
  });

  it("can be run again, and overwrites nothing that says something else", async () => {
    const [again] = commandsWith("--set-secrets prod").split("\n");
    assert.match(await run(again!), /10 resources/);
    appendFileSync(join(folder, "shop", "index.ts"), "// mine\n");
    await assert.rejects(run(again!), /shop has index\.ts with other contents\. Nothing was written/);
    assert.match(readFileSync(join(folder, "shop", "index.ts"), "utf8"), /\/\/ mine\n$/);
  });

  it("takes one service with what it uses, and lets a machine read the answer", async () => {
    const output = await run(
      "npx apprunner import --target aws --region eu-west-1 --out one --service inside --json --in-clear STAGE",
    );
    const { resources, secrets, leftOut } = JSON.parse(output) as {
      resources: { type: string; name: string }[];
      secrets: { key: string }[];
      leftOut: unknown[];
    };
    assert.deepEqual(
      resources.map(({ type, name }) => `${type.split(":")[2]} ${name}`),
      [
        "AutoScalingConfiguration shop",
        "ObservabilityConfiguration traces",
        "VpcConnector shop",
        "Service inside",
        "VpcIngressConnection from-vpc",
      ],
    );
    assert.deepEqual(
      secrets.map(({ key }) => key),
      ["inside.buildCommand", "inside.startCommand", "inside.TOKEN"],
    );
    assert.deepEqual(leftOut, []);
    assert.match(readFileSync(join(folder, "one", "index.ts"), "utf8"), /STAGE: "production"/);
  });

  it("writes nothing for a region with nothing", async () => {
    const output = await run("npx apprunner import --region us-west-2 --out empty --json");
    assert.deepEqual(JSON.parse(output).resources, []);
    assert.ok(!readdirSync(folder).includes("empty"));
  });

  it("says which services there are when there is none of that name", async () => {
    await assert.rejects(
      run("npx apprunner import --service nobody"),
      /no service nobody in this region\. There are: inside, shop/,
    );
  });

  it("lets a stack of pulumi-aws go without touching what is live", async () => {
    const old = join(folder, "old");
    mkdirSync(old);
    writeFileSync(join(old, "Pulumi.yaml"), "name: old\nruntime: nodejs\n");
    writeFileSync(join(old, "state.json"), JSON.stringify(pulumiAwsState()));
    await run("pulumi stack init prod && pulumi stack import --file state.json", old);
    await run(commandsWith("aws:apprunner/", "movingFromTerraformOrPulumiAws.md"), old);
    const { deployment } = JSON.parse(await run("pulumi stack export", old)) as ReturnType<typeof pulumiAwsState>;
    const types = deployment.resources.map(({ type }) => type);
    assert.deepEqual(types, ["pulumi:pulumi:Stack", "pulumi:providers:aws", "aws:s3/bucket:Bucket"]);
    assert.equal(await photograph(client), asItWas);
  });

  it("never printed or wrote a secret in clear", () => {
    assert.ok(printed.length > 1000);
    assert.ok(!printed.includes(CANARY));
    for (const file of filesOf(folder)) assert.ok(!readFileSync(file, "utf8").includes(CANARY), file);
  });
});

/** A state as pulumi-aws leaves it: a bucket that stays, and a service with its domain. */
function pulumiAwsState() {
  const stack = "urn:pulumi:prod::old::pulumi:pulumi:Stack::old-prod";
  const provider = "urn:pulumi:prod::old::pulumi:providers:aws::default_7_0_0";
  const arn = "arn:aws:apprunner:eu-west-1:123456789012:service/web/8fe1e10304f84fd2b0df550fe98a71fa";
  const made = (type: string, name: string, id: string, dependencies: string[] = []) => {
    const urn = `urn:pulumi:prod::old::${type}::${name}`;
    const of = { custom: true, parent: stack, provider: `${provider}::04da6b54-80e4-46f7-96ec-b56ff0331ba9` };
    return { urn, type, id, ...of, inputs: {}, outputs: {}, dependencies };
  };
  const service = made("aws:apprunner/service:Service", "web", arn);
  return {
    version: 3,
    deployment: {
      manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "" },
      resources: [
        { urn: stack, type: "pulumi:pulumi:Stack", custom: false },
        {
          urn: provider,
          type: "pulumi:providers:aws",
          custom: true,
          id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
          inputs: { region: "eu-west-1" },
          outputs: { region: "eu-west-1" },
        },
        made("aws:s3/bucket:Bucket", "files", "files"),
        service,
        made("aws:apprunner/customDomainAssociation:CustomDomainAssociation", "web", `shop.example.com,${arn}`, [
          service.urn,
        ]),
      ],
    },
  };
}

/** Every file below a folder; links are not followed. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesOf(path);
    return entry.isFile() ? [path] : [];
  });
}
