import { readFileSync } from "node:fs";
import { get } from "node:http";
import { type Endpoint, homePaths } from "../../api/home";
import { CommandFailure } from "../failure";

/** A control plane under load may be slow, but it answers within this. */
const HEALTH_TIMEOUT_MS = 5000;

/**
 * The local App Runner that runs for a home: its endpoint.json names a living process, and its API answers for this very home (a
 * file left behind by a crash may name a process id and a port that others have taken since). Undefined when none runs.
 */
export async function findRunning(home: string): Promise<Endpoint | undefined> {
  const endpoint = readEndpoint(home);
  if (endpoint === undefined || !isAlive(endpoint.pid)) return undefined;
  return (await answersFor(endpoint, home)) ? endpoint : undefined;
}

/** Like `findRunning`, but none is a failure that says how to start one. */
export async function needRunning(home: string): Promise<Endpoint> {
  const running = await findRunning(home);
  if (running !== undefined) return running;
  throw new CommandFailure(`No local App Runner runs for the home ${home}. Start it with: npx apprunner local start`);
}

/** What endpoint.json says, whoever wrote it and however long ago; undefined when it is missing or damaged. */
export function readEndpoint(home: string): Endpoint | undefined {
  try {
    const read = JSON.parse(readFileSync(homePaths(home).endpoint, "utf8")) as Partial<Endpoint> | null;
    return typeof read?.endpoint === "string" && Number.isInteger(read.pid) ? (read as Endpoint) : undefined;
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function answersFor(endpoint: Endpoint, home: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${endpoint.endpoint}/health`, { timeout: HEALTH_TIMEOUT_MS, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve(response.statusCode === 200 && isOfHome(Buffer.concat(chunks).toString(), home)),
      );
      response.on("error", () => resolve(false));
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
  });
}

function isOfHome(health: string, home: string): boolean {
  try {
    return (JSON.parse(health) as { home?: string }).home === home;
  } catch {
    return false;
  }
}
