import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** How a Pulumi command ended, and everything that it printed. */
export interface Run {
  code: number;
  output: string;
}

/** A Pulumi command while it runs. */
export interface Started {
  interrupt(): void;
  readonly ended: Promise<Run>;
}

/** A Pulumi project in a folder of its own, with a JavaScript program, a stack and a state of its own. */
export interface PulumiProject {
  readonly folder: string;
  /** Writes the program: the body of an async function of `apprunner` and `pulumi` that returns the outputs. */
  program(body: string): void;
  pulumi(...args: string[]): Promise<Run>;
  /** Starts a command that the test may interrupt as Ctrl-C does. */
  start(...args: string[]): Started;
  /** `pulumi up` without a preview; throws with the output when it fails. */
  up(...args: string[]): Promise<string>;
  /** The state file as text, as it lies on the disk. */
  state(): string;
  outputs(): Promise<Record<string, unknown>>;
  remove(): void;
}

/** What a project has of its own: the language that `Pulumi.yaml` names, and what is added to its commands' environment, as it is at each. */
export interface PulumiProjectOptions {
  runtime?: string;
  environment?: NodeJS.ProcessEnv;
}

const PLAIN_JAVASCRIPT = "runtime:\n  name: nodejs\n  options:\n    typescript: false";

/** Makes a project whose settings are `config` ("apprunner:target"). */
export async function createPulumiProject(
  config: Record<string, string | object>,
  { runtime, environment }: PulumiProjectOptions = {},
): Promise<PulumiProject> {
  const folder = mkdtempSync(join(tmpdir(), "apprunner-pulumi-"));
  const backend = join(folder, "backend");
  mkdirSync(backend);
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const settings = Object.entries(config).map(([key, value]) => `  ${key}:\n    value: ${JSON.stringify(value)}`);
  const language = runtime === undefined ? PLAIN_JAVASCRIPT : `runtime: ${runtime}`;
  writeFileSync(join(folder, "Pulumi.yaml"), `name: scenario\n${language}\nconfig:\n${settings.join("\n")}\n`);
  const env = { PULUMI_BACKEND_URL: `file://${backend}`, PULUMI_CONFIG_PASSPHRASE: "of a test" };
  const start = (...args: string[]): Started =>
    startPulumi([...args, "--non-interactive"], folder, { ...env, ...environment });
  const pulumi = (...args: string[]): Promise<Run> => start(...args).ended;
  const must = async (...args: string[]): Promise<string> => {
    const { code, output } = await pulumi(...args);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${output}`);
    return output;
  };
  await must("stack", "init", "test");
  return {
    folder,
    program: (body) => writeFileSync(join(folder, "index.js"), programText(body)),
    pulumi,
    start,
    up: (...args) => must("up", "--yes", "--skip-preview", ...args),
    state: () => {
      const stacks = join(backend, ".pulumi", "stacks", "scenario");
      return readFileSync(join(stacks, readdirSync(stacks).find((name) => name.endsWith("test.json"))!), "utf8");
    },
    outputs: async () => JSON.parse(await must("stack", "output", "--json")) as Record<string, unknown>,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Why `pulumi` cannot be run here, or undefined. */
export async function whyNoPulumi(): Promise<string | undefined> {
  const found = await runPulumi(["version"], ROOT).catch(() => undefined);
  return found?.code === 0 ? undefined : "no Pulumi CLI: npm test sets one up";
}

/** Runs the CLI that set-up found or built. */
export function runPulumi(args: string[], folder: string, env: NodeJS.ProcessEnv = {}): Promise<Run> {
  return startPulumi(args, folder, env).ended;
}

function startPulumi(args: string[], folder: string, env: NodeJS.ProcessEnv): Started {
  const { projectEnvironment } = require("../../tools/environment.mjs") as {
    projectEnvironment(options: { env: NodeJS.ProcessEnv }): NodeJS.ProcessEnv;
  };
  return run("pulumi", args, folder, { ...projectEnvironment({ env: process.env }), ...env });
}

function programText(body: string): string {
  return `const apprunner = require("pulumi-apprunner");
const pulumi = require("@pulumi/pulumi");
module.exports = async () => {
${body}
};
`;
}

function run(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Started {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<Run>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? -1, output }));
  });
  return { interrupt: () => child.kill("SIGINT"), ended };
}
