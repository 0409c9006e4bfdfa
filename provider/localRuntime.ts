import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Endpoint, homePaths } from "../api/home";
import { packageFolder } from "./packageFolder";

/** A local App Runner's API and the key for it. */
export interface LocalAccess {
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

/** How long a runtime that says it runs may take to answer. */
const ANSWERS_WITHIN_MS = 3_000;

/**
 * The API of the home's local App Runner, which is started, detached, when it does not run. With `endpoint` nothing is started; it
 * must be an address of this machine, since a local program must never reach AWS by mistake.
 */
export async function localAccess(
  home: string,
  endpoint: string | undefined,
  log: (message: string) => void = () => {},
): Promise<LocalAccess> {
  if (endpoint !== undefined) return { endpoint: ofThisMachine(endpoint), credentials: readCredentials(home) };
  const running = await findRunning(home);
  if (running) return { endpoint: running.endpoint, credentials: readCredentials(home) };
  const started = await start(home, log);
  return { endpoint: started.endpoint, credentials: readCredentials(home) };
}

/** The runtime of the home if its API answers and says that it is; the file may be of one that is gone, and its port another's. */
export async function findRunning(home: string): Promise<Endpoint | undefined> {
  const path = homePaths(home).endpoint;
  if (!existsSync(path)) return undefined;
  try {
    const endpoint = JSON.parse(readFileSync(path, "utf8")) as Endpoint;
    const answer = await fetch(`${endpoint.endpoint}/health`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    const { home: its } = (await answer.json()) as { home?: string };
    return its === home ? endpoint : undefined;
  } catch {
    return undefined;
  }
}

const starting = new Map<string, Promise<Endpoint>>();

/** One start at a time in this process; `apprunner local start` sees to it between processes. */
function start(home: string, log: (message: string) => void): Promise<Endpoint> {
  const underWay = starting.get(home);
  if (underWay) return underWay;
  log(`starting the local App Runner of ${home}`);
  const begun = runStart(home).finally(() => starting.delete(home));
  starting.set(home, begun);
  return begun;
}

function runStart(home: string): Promise<Endpoint> {
  const command = join(packageFolder(), "cli", "apprunner.js");
  const child = spawn(process.execPath, [command, "local", "start", "--json", "--home", home], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let problem = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    problem += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const line = out.trim().split("\n").at(-1) ?? "";
      if (code === 0 && line.startsWith("{")) resolve(JSON.parse(line) as Endpoint);
      else
        reject(
          new Error(`the local App Runner did not start:\n${problem.trim() || out.trim() || `exit code ${code}`}`),
        );
    });
  });
}

/** The key under `[default]` of the home's AWS credentials file. */
function readCredentials(home: string): LocalAccess["credentials"] {
  const path = homePaths(home).credentials;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`no key for the local App Runner: ${path} cannot be read. Is apprunner:home right?`, {
      cause: error,
    });
  }
  const section = /^\[default\]\s*$([^[]*)/m.exec(text)?.[1] ?? "";
  const value = (name: string): string => new RegExp(`^\\s*${name}\\s*=\\s*(.+?)\\s*$`, "m").exec(section)?.[1] ?? "";
  return { accessKeyId: value("aws_access_key_id"), secretAccessKey: value("aws_secret_access_key") };
}

function ofThisMachine(endpoint: string): string {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : "";
  if (host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127(\.\d+){3}$/.test(host))
    return endpoint;
  throw new Error(
    `endpoint "${endpoint}" is not of this machine, and the target is local: use target aws for another one`,
  );
}
