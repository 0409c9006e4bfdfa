import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, fstatSync, mkdirSync, openSync, readSync, statSync, truncateSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { homePaths } from "../../api/home";
import { createIngressClient, type IngressClient } from "./client";
import { CONTROL_VERSION, type IngressStatus } from "./control";
import { IngressNotStarted, IngressUnreachable } from "./failures";

export interface StartIngressOptions {
  home: string;
  /** 0: the port of the last time, or any free one. */
  httpPort: number;
  httpsPort: number;
  /** The Node.js to run it with; this process's own by default. */
  node?: string;
}

/**
 * A client of the home's ingress, which is started when none runs: a process of its own that outlives this one, its output in
 * `ingress.log`. A running one is kept, unless it has another port than asked for or speaks another control version. Resolves when
 * it answers; throws IngressNotStarted with its own words when it ends instead. To be called by the holder of the home's lock, and
 * again whenever the ingress has gone.
 */
export async function startIngress(options: StartIngressOptions): Promise<IngressClient> {
  const client = createIngressClient(options.home);
  const running = await statusOrUndefined(client);
  if (running && suits(running, options)) return client;
  if (running) await client.shutdown();
  await launch(options, client);
  return client;
}

function suits(running: IngressStatus, { httpPort, httpsPort }: StartIngressOptions): boolean {
  const same = (wanted: number, has: number): boolean => wanted === 0 || wanted === has;
  return running.version === CONTROL_VERSION && same(httpPort, running.httpPort) && same(httpsPort, running.httpsPort);
}

// Node.js itself takes 0.1 s; ts-node of an unbuilt checkout a few seconds on a busy machine.
const START_MS = 60_000;
const LARGEST_OUTPUT = 1024 * 1024;

async function launch(options: StartIngressOptions, client: IngressClient): Promise<void> {
  mkdirSync(options.home, { recursive: true, mode: 0o700 });
  const file = homePaths(options.home).ingressOutput;
  boundOutput(file);
  const output = openSync(file, "a+", 0o600);
  try {
    const { size: begin } = fstatSync(output);
    const child = spawnIngress(options, output);
    let end: string | undefined;
    child.once("error", (error) => {
      end = error.message;
    });
    child.once("exit", (code, signal) => {
      end ??= `it ended with ${signal ?? `exit code ${code}`}`;
    });
    await answered(client, child, () => end && (readFrom(output, begin).trim() || end));
    child.unref();
  } finally {
    closeSync(output);
  }
}

/** Polls until the new process answers, or has ended, or the time is up. */
async function answered(client: IngressClient, child: ChildProcess, failure: () => string | undefined): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const status = await statusOrUndefined(client);
    if (status?.pid === child.pid) return;
    const why = failure();
    if (why) throw new IngressNotStarted(`the ingress did not start: ${why}`);
    if (Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new IngressNotStarted(`the ingress did not start: no answer within ${START_MS / 1000} s`);
    }
    await new Promise((next) => setTimeout(next, 25));
  }
}

function spawnIngress(
  { home, httpPort, httpsPort, node = process.execPath }: StartIngressOptions,
  output: number,
): ChildProcess {
  const unbuilt = __filename.endsWith(".ts");
  const entry = join(__dirname, unbuilt ? "main.ts" : "main.js");
  const loader = unbuilt ? ["-r", require.resolve("ts-node/register/transpile-only")] : [];
  const ports = ["--http-port", String(httpPort), "--https-port", String(httpsPort)];
  return spawn(node, [...NODE_OPTIONS, ...loader, entry, "--home", resolve(home), ...ports], {
    // Not the home: a process whose folder was removed cannot even say so.
    cwd: "/",
    detached: true,
    stdio: ["ignore", output, output],
    env: environment(unbuilt),
  });
}

// Measured: 62 MB resident when idle, 105 MB after 20,000 requests on 50 connections. Without the small young generation, which is
// all that proxying needs, that was 247 MB.
const NODE_OPTIONS = ["--max-semi-space-size=2", "--max-old-space-size=96"];

/** Nothing of the control plane's environment that the ingress does not need: it holds no secrets of anyone. */
function environment(unbuilt: boolean): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  const project = unbuilt ? { TS_NODE_PROJECT: join(dirname(dirname(__dirname)), "tsconfig.json") } : {};
  return { PATH, HOME, TMPDIR, LANG, ...project };
}

/** The ingress writes a few lines in a lifetime; after very many of them the file begins anew. */
function boundOutput(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_OUTPUT) truncateSync(file);
}

function readFrom(descriptor: number, begin: number): string {
  const buffer = Buffer.alloc(Math.min(64 * 1024, Math.max(0, fstatSync(descriptor).size - begin)));
  readSync(descriptor, buffer, 0, buffer.length, begin);
  return buffer.toString("utf8");
}

async function statusOrUndefined(client: IngressClient): Promise<IngressStatus | undefined> {
  try {
    return await client.status();
  } catch (error) {
    if (error instanceof IngressUnreachable) return undefined;
    throw error;
  }
}
