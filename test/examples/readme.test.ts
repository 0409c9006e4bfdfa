import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { runCli } from "../cli/commandLine";
import { whyNoDocker } from "../support/docker";
import { skip } from "../support/skip";

const ROOT = resolve(__dirname, "..", "..");

/** The commands of the READMEs as they stand, but for where they find this checkout. */
const PRELUDE = `
set -euo pipefail
npm() { [ "$1 $2 $3 $4" = "run -s pulumi --" ]; shift 4; "$NODE" "$ROOT/tools/pulumi.mjs" "$@"; }
npx() { [ "$1" = apprunner ]; shift; "$NODE" "$ROOT/cli/apprunner.js" "$@"; }
`;

describe("an example's README", function () {
  this.timeout(300_000);
  const made: Workspace[] = [];
  afterEach(async () => {
    for (const workspace of made.splice(0)) await workspace.remove();
  });

  it("deploys node-hello from its repository, deploys a change of it, and removes it", async () => {
    const workspace = await open("node-hello", "process");
    assert.match(await workspace.block(0), /<h1>Hello from App Runner<\/h1>/);
    workspace.edit("app/apprunner.yaml", "Hello from App Runner", "Hello again");
    await workspace.block(1);
    assert.match(await workspace.answer(), /<h1>Hello again<\/h1>/);
    await workspace.block(2);
    assert.deepEqual(await workspace.services(), []);
  });

  it("deploys an image of this machine, deploys it built anew, and removes it", async function () {
    const reason = (await whyNoDocker()) ?? whyNoDockerCommand();
    if (reason !== undefined) skip(this, reason);
    const workspace = await open("image", "docker");
    const isMine = !hasImage("apprunner-example:latest");
    try {
      assert.match(await workspace.block(0), /Hello from an image\n$/);
      workspace.edit("server.js", "response.end(", 'response.end("again: " + ');
      await workspace.run("docker build --tag apprunner-example:latest examples/image");
      await workspace.block(1);
      assert.equal(await workspace.answer(), "again: Hello from an image\n");
      await workspace.block(2);
      assert.deepEqual(await workspace.services(), []);
    } finally {
      if (isMine) execFileSync("docker", ["image", "rm", "--force", "apprunner-example:latest"], { stdio: "ignore" });
    }
  });

  async function open(example: string, engine: "docker" | "process"): Promise<Workspace> {
    const workspace = new Workspace(example);
    made.push(workspace);
    await workspace.start(engine);
    return workspace;
  }
});

/** A copy of an example in a git repository of its own, beside this checkout's packages, with a local App Runner of its own. */
class Workspace {
  private readonly folder = mkdtempSync(join(tmpdir(), "example-"));
  private readonly home = mkdtempSync(join(tmpdir(), "example-home-"));
  private readonly blocks: string[];

  constructor(private readonly example: string) {
    const source = join(ROOT, "examples", example);
    cpSync(source, this.path(""), {
      recursive: true,
      filter: (file) => !/node_modules|Pulumi\.local\.yaml|version\.txt/.test(file.slice(source.length)),
    });
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"));
    writeFileSync(join(this.folder, ".gitignore"), "node_modules\nPulumi.local.yaml\n");
    this.git("init", "--quiet", "--initial-branch", "main");
    this.commit();
    const readme = readFileSync(this.path("README.md"), "utf8");
    this.blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
  }

  async start(engine: "docker" | "process"): Promise<void> {
    const ports = ["--api-port", "0", "--http-port", "0", "--https-port", "0"];
    const started = await runCli(["local", "start", "--home", this.home, "--engine", engine, ...ports]);
    assert.equal(started.code, 0, started.stderr);
  }

  /** Runs one block of commands of the README and answers what it printed. */
  block(index: number): Promise<string> {
    const commands = this.blocks[index];
    assert.ok(commands, `the README has a block ${index}`);
    return this.run(commands);
  }

  async run(commands: string): Promise<string> {
    const environment = {
      ...process.env,
      APPRUNNER_HOME: this.home,
      INIT_CWD: this.folder,
      ROOT,
      NODE: process.execPath,
    };
    const { stdout } = await promisify(execFile)("bash", ["-c", PRELUDE + commands], {
      cwd: this.folder,
      env: environment,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  }

  /** Replaces text in a file of the example and commits it. */
  edit(file: string, before: string, after: string): void {
    const text = readFileSync(this.path(file), "utf8");
    assert.ok(text.includes(before), `${file} has ${before}`);
    writeFileSync(
      this.path(file),
      text.replace(before, () => after),
    );
    this.commit();
  }

  async services(): Promise<{ url: string }[]> {
    return JSON.parse((await runCli(["services", "--home", this.home, "--json"])).stdout);
  }

  async answer(): Promise<string> {
    const [service] = await this.services();
    return this.run(`curl --silent --show-error --fail ${service?.url}`);
  }

  async remove(): Promise<void> {
    await runCli(["local", "reset", "--yes", "--home", this.home]);
    for (const folder of [this.folder, this.home]) rmSync(folder, { recursive: true, force: true });
  }

  private path(name: string): string {
    return join(this.folder, "examples", this.example, name);
  }

  private commit(): void {
    this.git("add", "--all");
    this.git("-c", "user.name=t", "-c", "user.email=t@t.test", "commit", "--quiet", "--message", "change");
  }

  private git(...args: string[]): void {
    execFileSync("git", args, { cwd: this.folder, stdio: "pipe" });
  }
}

function hasImage(name: string): boolean {
  try {
    execFileSync("docker", ["image", "inspect", name], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function whyNoDockerCommand(): string | undefined {
  try {
    execFileSync("docker", ["--version"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "the README builds its image with the command docker, and there is none";
  }
}
