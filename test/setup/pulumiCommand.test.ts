import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

describe("npm run -s pulumi", function () {
  this.timeout(180_000);
  let folder: string;
  let env: NodeJS.ProcessEnv;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "apprunner-pulumi-")));
    env = { ...process.env, APPRUNNER_HOME: join(folder, "home") };
    for (const name of Object.keys(env)) if (/^(PULUMI_|npm_|INIT_CWD)/.test(name)) delete env[name];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function pulumi(args: string[], cwd = ROOT) {
    return spawnSync("npm", ["run", "-s", "--prefix", ROOT, "pulumi", "--", ...args], { cwd, env, encoding: "utf8" });
  }

  function project(): string {
    const place = join(folder, "project");
    mkdirSync(place);
    writeFileSync(join(place, "Pulumi.yaml"), "name: nothing\nruntime: nodejs\n");
    return place;
  }

  it("runs the CLI that set-up found, and leaves standard output to it", () => {
    const { status, stdout } = pulumi(["version"]);
    assert.equal(status, 0);
    assert.match(stdout, /^v3\.\d+\.\d+\n$/);
  });

  it("works in the folder it was called from, with a backend and a passphrase that nobody had to set", () => {
    const place = project();
    assert.equal(pulumi(["stack", "init", "one"], place).status, 0);
    const { stdout } = pulumi(["stack", "ls", "--json"], place);
    assert.deepEqual(
      (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name),
      ["one"],
    );
    const elsewhere = pulumi(["-C", place, "stack", "ls"]);
    assert.match(elsewhere.stdout, /^one/m);
  });

  it("ends with the CLI's own exit code", () => {
    const { status, stderr } = pulumi(["stack", "select", "none"], project());
    // 6 or 255, by the CLI's version; 1 would be set-up's own.
    assert.ok(status === 6 || status === 255, `exit code ${status}`);
    assert.match(stderr, /no stack named 'none' found/);
  });
});

describe("the dynamic provider's script beside the CLI", () => {
  it("starts the provider of the project it is called in, in its own place", async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "apprunner-script-")));
    const script = join(folder, "pulumi-resource-pulumi-nodejs");
    const inner = join(folder, "project with spaces/program");
    const provider = join(folder, "project with spaces/node_modules/@pulumi/pulumi/cmd/dynamic-provider");
    try {
      mkdirSync(inner, { recursive: true });
      mkdirSync(provider, { recursive: true });
      writeFileSync(join(provider, "index.js"), "console.log(JSON.stringify([process.pid, ...process.argv.slice(2)]))");
      copyFileSync(join(ROOT, "tools/pulumi/pulumi-resource-pulumi-nodejs"), script);
      const child = spawn(script, ["127.0.0.1:1", "two words"], { cwd: inner });
      const [line] = (await child.stdout.setEncoding("utf8").toArray()) as string[];
      // The same process id: the engine's signals reach the plugin itself.
      assert.deepEqual(JSON.parse(line ?? ""), [child.pid, "127.0.0.1:1", "two words"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
