import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Endpoint } from "../../api/home";

export const BIN = resolve(__dirname, "..", "..", "cli", "apprunner.js");

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts the real `apprunner` with nothing on standard input. */
export function startCli(args: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [BIN, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
}

/** Runs the real `apprunner` to its end. */
export async function runCli(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return outcomeOf(startCli(args, environment));
}

/** Runs the real `apprunner` to its end with `input` on standard input. */
export async function runCliWith(input: string, args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(input);
  return outcomeOf(child);
}

export async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const code = await new Promise<number | null>((done, failed) => child.once("error", failed).once("close", done));
  return { code, stdout, stderr };
}

/** Homes of one test file, and what runs in them; all of it is removed by `removeHomes`. */
export class Homes {
  private readonly homes: string[] = [];

  /** A new home; nothing runs in it. */
  create(): string {
    // Short, since the ingress's socket is in it.
    const home = mkdtempSync(join(tmpdir(), "cli-home-"));
    this.homes.push(home);
    return home;
  }

  async remove(): Promise<void> {
    for (const home of this.homes) {
      await runCli(["local", "reset", "--yes", "--home", home]);
      rmSync(home, { recursive: true, force: true });
    }
  }
}

export const FREE_PORTS = ["--api-port", "0", "--http-port", "0", "--https-port", "0"];

/** Starts a local App Runner on free ports with the real command line. */
export async function startLocal(home: string, ...options: string[]): Promise<Endpoint> {
  const args = options.includes("--engine") ? options : ["--engine", "process", ...options];
  const { code, stdout, stderr } = await runCli(["local", "start", "--home", home, "--json", ...FREE_PORTS, ...args]);
  if (code !== 0) throw new Error(`apprunner local start ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Endpoint;
}

/** True while a process lives. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
