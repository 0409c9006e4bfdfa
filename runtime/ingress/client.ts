import { request } from "node:http";
import type { RoutingTable, TargetStatus } from "../model/route";
import type { IngressStatus } from "./control";
import { controlSocketPath } from "./controlSocket";
import type { DrainResult } from "./drain";
import { IngressRefused, IngressUnreachable, RoutesRefused } from "./failures";

/** How the control plane speaks to the ingress of a home. Every method rejects with IngressUnreachable when none runs. */
export interface IngressClient {
  status(): Promise<IngressStatus>;
  /** Replaces the routing table; in force and saved when it resolves. Rejects with RoutesRefused when a newer one is in force. */
  putRoutes(table: RoutingTable): Promise<void>;
  /**
   * Lets targets finish their requests and resolves when they have; after `timeoutMs` the rest is ended. Ids that the ingress
   * does not know count as drained. To be called after a table without them is in force.
   */
  drain(targets: readonly string[], timeoutMs: number, signal?: AbortSignal): Promise<DrainResult>;
  targets(): Promise<TargetStatus[]>;
  /** Ends the ingress; resolves when its process has gone. None running is success. */
  shutdown(): Promise<void>;
}

/** A client of whatever ingress runs for the home at the time of each call. */
export function createIngressClient(home: string): IngressClient {
  const ask = <Answer>(method: string, path: string, options: AskOptions = {}): Promise<Answer> =>
    exchange<Answer>(home, method, path, options);
  return {
    status: () => ask("GET", "/status"),
    putRoutes: async (table) => {
      await ask("PUT", "/routes", { body: table });
    },
    drain: (targets, timeoutMs, signal) =>
      ask("POST", "/drain", { body: { targets, timeoutMs }, patienceMs: timeoutMs + PATIENCE_MS, signal }),
    targets: () => ask("GET", "/targets"),
    async shutdown() {
      try {
        const { pid } = await ask<IngressStatus>("GET", "/status");
        await ask("POST", "/shutdown");
        await processGone(pid);
      } catch (error) {
        if (!(error instanceof IngressUnreachable)) throw error;
      }
    },
  };
}

interface AskOptions {
  body?: unknown;
  /** How long an answer may take. */
  patienceMs?: number;
  signal?: AbortSignal;
}

// The ingress answers from memory (and one small file); longer means that it hangs.
const PATIENCE_MS = 10_000;
// Its own grace for requests in flight, and some more.
const SHUTDOWN_MS = 15_000;

function exchange<Answer>(home: string, method: string, path: string, options: AskOptions): Promise<Answer> {
  const socketPath = controlSocketPath(home);
  if (!socketPath) return Promise.reject(new IngressUnreachable(`no ingress has run for ${home}`));
  const { body, patienceMs = PATIENCE_MS, signal } = options;
  return new Promise((resolve, reject) => {
    const late = AbortSignal.timeout(patienceMs);
    const outgoing = request(
      { socketPath, method, path, agent: false, signal: signal ? AbortSignal.any([signal, late]) : late },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          try {
            resolve(readAnswer<Answer>(response.statusCode ?? 0, Buffer.concat(chunks).toString("utf8")));
          } catch (error) {
            reject(error);
          }
        });
      },
    );
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      if (signal?.aborted) return reject(signal.reason);
      const cause = late.aborted ? `no answer to ${method} ${path} within ${patienceMs} ms` : error.message;
      reject(new IngressUnreachable(`the ingress of ${home} does not answer: ${cause}`));
    });
    if (body !== undefined) outgoing.setHeader("content-type", "application/json");
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function readAnswer<Answer>(status: number, text: string): Answer {
  const answer = JSON.parse(text) as Answer & { error?: string; generation?: number };
  if (status === 200) return answer;
  const message = answer.error ?? `the ingress answered ${status}`;
  throw status === 409 ? new RoutesRefused(message, answer.generation ?? 0) : new IngressRefused(message);
}

async function processGone(pid: number): Promise<void> {
  const deadline = Date.now() + SHUTDOWN_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline)
      throw new IngressRefused(`ingress process ${pid} has not ended ${SHUTDOWN_MS} ms after it was asked to`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
