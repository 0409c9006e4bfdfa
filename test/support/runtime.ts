import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AppRunnerClient } from "@aws-sdk/client-apprunner";
import { type Endpoint, homePaths } from "../../api/home";

/** A real control plane, ingress and engine in a temporary home, on free ports. */
export interface TestRuntime {
  readonly endpoint: Endpoint;
  readonly home: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string };
  /** A new SDK client; the caller's region or us-east-1. */
  client(region?: string): AppRunnerClient;
  /** Ends the control plane as `signal` does and waits; instances and ingress go on. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts the control plane again in the same home; `environment` is added to its own. */
  restart(environment?: NodeJS.ProcessEnv): Promise<void>;
  /** Resolves when the control plane has ended by itself. */
  ended(): Promise<void>;
  /** Removes everything: processes, containers, files. */
  close(): Promise<void>;
}

const PROJECT = join(__dirname, "..", "..");

/** `npm test` has just built the runtime and says so; a single test run by hand takes the sources as they are, which start slower. */
const ENTRY = process.env.APPRUNNER_TEST_BUILT
  ? [join(PROJECT, "dist", "runtime", "main.js")]
  : ["-r", "ts-node/register/transpile-only", join(PROJECT, "runtime", "main.ts")];
const START_DEADLINE_MS = 60_000;

export async function startRuntime(options: {
  engine: "docker" | "process";
  arguments?: string[];
}): Promise<TestRuntime> {
  const home = mkdtempSync(join(tmpdir(), "apprunner-home-"));
  const args = ["--home", home, "--engine", options.engine, ...(options.arguments ?? [])];
  const ports = ["--api-port", "0", "--http-port", "0", "--https-port", "0"];
  let control = await launch(home, [...args, ...ports]);
  return {
    home,
    get endpoint() {
      return control.endpoint;
    },
    get credentials() {
      return readCredentials(home);
    },
    client(region = "us-east-1") {
      return new AppRunnerClient({
        region,
        endpoint: control.endpoint.endpoint,
        credentials: readCredentials(home),
        maxAttempts: 1,
      });
    },
    async kill(signal) {
      control.child.kill(signal);
      await ended(control.child);
    },
    async restart(environment) {
      control = await launch(home, [...args, ...ports], environment);
    },
    ended: () => ended(control.child),
    async close() {
      await ended(spawn(process.execPath, [...ENTRY, "--home", home, "--reset"], { stdio: "ignore" }));
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function launch(
  home: string,
  args: string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ child: ChildProcess; endpoint: Endpoint }> {
  const file = homePaths(home).endpoint;
  rmSync(file, { force: true });
  const child = spawn(process.execPath, [...ENTRY, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  let output = "";
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-8_000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const deadline = Date.now() + START_DEADLINE_MS;
  while (!existsSync(file)) {
    const end = child.exitCode ?? child.signalCode;
    if (end !== null) throw new Error(`the runtime ended with ${end}:\n${output}`);
    if (Date.now() > deadline) throw new Error(`the runtime did not answer within ${START_DEADLINE_MS} ms:\n${output}`);
    await delay(20);
  }
  return { child, endpoint: JSON.parse(readFileSync(file, "utf8")) as Endpoint };
}

function readCredentials(home: string): { accessKeyId: string; secretAccessKey: string } {
  const text = readFileSync(homePaths(home).credentials, "utf8");
  const value = (name: string): string => new RegExp(`^${name}\\s*=\\s*(\\S+)`, "m").exec(text)?.[1] ?? "";
  return { accessKeyId: value("aws_access_key_id"), secretAccessKey: value("aws_secret_access_key") };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once("exit", resolve));
}
