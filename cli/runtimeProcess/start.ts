import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, renameSync, statSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { type Endpoint, homePaths } from "../../api/home";
import { CommandFailure } from "../failure";
import { lastLines } from "../output/lastLines";
import { runtimeCommand } from "./entry";
import { findRunning } from "./running";

/** What `apprunner local start` passes on to the runtime; what is left out takes the runtime's default. */
export interface StartOptions {
  home: string;
  engine?: "docker" | "process";
  apiPort?: number;
  httpPort?: number;
  httpsPort?: number;
  /** Without what the local App Runner accepts beyond AWS (runtime/constraints/localExtension.ts). */
  strict?: boolean;
  /** Quotas that are not App Runner's own, as in `services=30,connections=20`. */
  quotas?: string;
  /** Base images in place of the runtimes' own, as in `PYTHON_311=registry.example.com/python:3.11`. */
  baseImages?: string;
  /** Seconds that new instances may take to become healthy. */
  startTimeout?: number;
  /** Seconds between two looks at a source that does not tell of itself that it has moved. */
  pollInterval?: number;
  /** Where secrets come from that were not set here. */
  secrets?: "local" | "aws";
}

const POLL_MS = 50;

/** A start has to find its engine and its ingress; a machine under load takes a while over both. */
const START_TIMEOUT_MS = 120_000;

/** Of the runtime's own output, in the failure. */
const CAUSE_LINES = 30;

/** The runtime's own log starts anew past this size; one older one is kept. */
const OUTPUT_LIMIT_BYTES = 5 * 1024 * 1024;

/**
 * Starts the runtime of a home as a process of its own that outlives this one, and returns when its API answers.
 * @throws CommandFailure with the runtime's own last lines when it ends before that, or takes more than two minutes.
 */
export async function startRuntime(options: StartOptions): Promise<{ endpoint: Endpoint; process: ChildProcess }> {
  mkdirSync(options.home, { recursive: true, mode: 0o700 });
  const output = homePaths(options.home).runtimeOutput;
  const outputStart = makeRoom(output);
  const child = spawnDetached(runtimeArguments(options), output);
  let ended: string | undefined;
  child.once("error", (error) => {
    ended = error.message;
  });
  child.once("exit", (code, signal) => {
    ended = signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`;
  });

  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (ended === undefined && Date.now() < giveUpAt) {
    const endpoint = await findRunning(options.home);
    if (endpoint?.pid === child.pid && endpoint !== undefined) {
      child.unref();
      return { endpoint, process: child };
    }
    await setTimeout(POLL_MS);
  }
  if (ended === undefined) child.kill("SIGTERM");
  throw startFailure(options.home, ended ?? `its API did not answer within ${START_TIMEOUT_MS / 1000} s`, outputStart);
}

/** The flags of `runtime/main`, as far as they were given. */
export function runtimeArguments(options: StartOptions): string[] {
  const flags: [string, string | number | undefined][] = [
    ["--home", options.home],
    ["--engine", options.engine],
    ["--api-port", options.apiPort],
    ["--http-port", options.httpPort],
    ["--https-port", options.httpsPort],
    ["--secrets", options.secrets],
    ["--quotas", options.quotas],
    ["--base-images", options.baseImages],
    ["--start-timeout", options.startTimeout],
    ["--poll-interval", options.pollInterval],
  ];
  const given = flags.flatMap(([flag, value]) => (value === undefined ? [] : [flag, String(value)]));
  return options.strict ? [...given, "--strict"] : given;
}

function spawnDetached(runtimeFlags: readonly string[], output: string): ChildProcess {
  const { file, args, environment } = runtimeCommand();
  const handle = openSync(output, "a", 0o600);
  try {
    return spawn(file, [...args, ...runtimeFlags], {
      detached: true,
      stdio: ["ignore", handle, handle],
      env: { ...process.env, ...environment },
      // A working directory of its own would keep a folder from being deleted or unmounted.
      cwd: "/",
    });
  } finally {
    closeSync(handle);
  }
}

/** Moves a log that has grown too long aside; returns the byte at which this start's output begins. */
function makeRoom(output: string): number {
  const size = statSync(output, { throwIfNoEntry: false })?.size ?? 0;
  if (size < OUTPUT_LIMIT_BYTES) return size;
  renameSync(output, `${output}.1`);
  return 0;
}

function startFailure(home: string, what: string, outputStart: number): CommandFailure {
  const output = homePaths(home).runtimeOutput;
  const { lines } = lastLines(output, CAUSE_LINES, outputStart);
  const cause = lines.length > 0 ? lines.join("\n") : "(it printed nothing)";
  return new CommandFailure(`The local App Runner did not start: ${what}. It said (${output}):\n${cause}`);
}
