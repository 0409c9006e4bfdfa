// What `apprunner preview` of one unchanged service costs, against a bare Automation API preview of an empty inline program, in turns.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Issue "From a pull request to a running service", Cost.
const MOST = 1.5;
const ROUNDS = 7;
const ROOT = join(__dirname, "..");
const APPRUNNER = join(ROOT, "cli", "apprunner.js");

const CONFIG = `project: bench
services:
  web:
    sourceConfiguration:
      codeRepository: { repositoryUrl: ., codeConfiguration: { configurationSource: REPOSITORY } }
      autoDeploymentsEnabled: false
`;
const APP = `version: 1.0
runtime: nodejs22
build: { commands: { build: [ "node --check server.js" ] } }
run: { command: node server.js }
`;
const SERVER =
  'require("node:http").createServer((_, response) => response.end("hi")).listen(process.env.PORT, process.env.HOST);\n';

/** A process of its own, as the command line is: Node, the Automation API, a stack that is there, a preview. */
const BARE = `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
(async () => {
  const stack = await LocalWorkspace.createOrSelectStack({ projectName: "bare", stackName: "dev", program: async () => {} }, { workDir: process.argv[2] });
  await stack.preview();
})();
`;

const folder = mkdtempSync(join(tmpdir(), "apprunner-bench-"));
const env = { ...process.env, APPRUNNER_HOME: join(folder, "home") };

main();

function main(): void {
  try {
    const repository = makeRepository();
    run(
      process.execPath,
      [APPRUNNER, "local", "start", "--engine", "process", "--api-port", "0", "--http-port", "0", "--https-port", "0"],
      repository,
    );
    run(process.execPath, [APPRUNNER, "up"], repository);
    writeFileSync(join(folder, "bare.js"), BARE);
    const bareFolder = mkdtempSync(join(folder, "bare-"));
    const bare = (): number =>
      time(() =>
        run(process.execPath, [join(folder, "bare.js"), bareFolder], ROOT, { NODE_PATH: join(ROOT, "node_modules") }),
      );
    const ours = (): number => time(() => run(process.execPath, [APPRUNNER, "preview"], repository));
    bare();
    ours();
    const times = Array.from({ length: ROUNDS }, () => [ours(), bare()] as const);
    const [preview, empty] = [0, 1].map((side) => median(times.map((pair) => pair[side]!)));
    const ratio = preview! / empty!;
    console.log(
      `apprunner preview of an unchanged service ${preview!.toFixed(2)} s, a bare empty preview ${empty!.toFixed(2)} s\n  ratio ${ratio.toFixed(2)} (at most ${MOST})`,
    );
    if (ratio > MOST) process.exitCode = 1;
  } finally {
    spawnSync(process.execPath, [APPRUNNER, "local", "reset", "--yes"], { env });
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeRepository(): string {
  const repository = mkdtempSync(join(folder, "app-"));
  for (const [name, text] of Object.entries({
    "apprunner.config.yaml": CONFIG,
    "apprunner.yaml": APP,
    "server.js": SERVER,
  })) {
    writeFileSync(join(repository, name), text);
  }
  for (const args of [
    ["init", "-q", "-b", "main"],
    ["add", "."],
    ["-c", "user.name=bench", "-c", "user.email=bench@example.com", "commit", "-qm", "app"],
  ]) {
    execFileSync("git", args, { cwd: repository });
  }
  return repository;
}

function run(command: string, args: string[], cwd: string, more: NodeJS.ProcessEnv = {}): void {
  execFileSync(command, args, { cwd, env: { ...env, ...more }, stdio: ["ignore", "ignore", "pipe"] });
}

/** Seconds. */
function time(work: () => void): number {
  const startedAt = performance.now();
  work();
  return (performance.now() - startedAt) / 1000;
}

function median(values: number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;
}
