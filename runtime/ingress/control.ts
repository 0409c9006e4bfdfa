import { chmodSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { RoutingTable } from "../model/route";
import { readRoutingTable } from "./readRoutingTable";
import type { Router } from "./router";

/** Raised when the wire or the meaning of control requests changes: an ingress of another version is replaced. */
export const CONTROL_VERSION = 1;

/** What a running ingress says of itself. */
export interface IngressStatus {
  pid: number;
  httpPort: number;
  httpsPort: number;
  /** Of the routing table in force; 0 before the first. */
  generation: number;
  /** ISO 8601. */
  startedAt: string;
  version: number;
}

/** What control requests act on. */
export interface Controlled {
  router: Router;
  status(): IngressStatus;
  /** Keeps the table in force over restarts; throws when it cannot. */
  save(): void;
  shutdown(): void;
}

/**
 * HTTP and JSON for the control plane on a unix socket that only its owner may open: GET /status, PUT /routes, POST /drain,
 * GET /targets, POST /shutdown. An error is {error}, and the generation in force where a table was refused for its age.
 */
export function createControlServer(controlled: Controlled): Server {
  return createServer((request, response) => {
    handle(controlled, request, response).catch((error: Error) => {
      // A body that cannot be read as what it should be is the caller's error; everything else is ours.
      const status = error instanceof TypeError || error instanceof SyntaxError ? 400 : 500;
      if (!response.headersSent) reply(response, status, { error: error.message });
    });
  });
}

/** Listens on the socket, mode 0600. A socket file without a listener is a dead ingress's and is replaced. */
export async function listenControl(server: Server, path: string): Promise<void> {
  if (await answers(path)) throw new Error(`another ingress listens on ${path}`);
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    const mask = process.umask(0o177);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
    process.umask(mask);
  });
  chmodSync(path, 0o600);
}

async function handle(controlled: Controlled, request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (`${request.method} ${request.url}`) {
    case "GET /status":
      return reply(response, 200, controlled.status());
    case "GET /targets":
      return reply(response, 200, controlled.router.statuses());
    case "PUT /routes":
      return putRoutes(controlled, readRoutingTable(await readJson(request)), response);
    case "POST /drain":
      return drainTargets(controlled, await readJson(request), response);
    case "POST /shutdown":
      response.on("close", () => controlled.shutdown());
      return reply(response, 200, {});
    default:
      return reply(response, 404, { error: `the ingress has no ${request.method} ${request.url}` });
  }
}

function putRoutes({ router, save }: Controlled, table: RoutingTable, response: ServerResponse): void {
  const { generation } = router;
  if (table.generation < generation) {
    const error = `routing table ${table.generation} is older than the one in force, ${generation}`;
    reply(response, 409, { error, generation });
    return;
  }
  router.apply(table);
  try {
    save();
  } catch (error) {
    throw new Error(`the routing table is in force but could not be saved: ${(error as Error).message}`);
  }
  reply(response, 200, { generation: table.generation });
}

async function drainTargets({ router }: Controlled, body: unknown, response: ServerResponse): Promise<void> {
  const { targets, timeoutMs } = body as { targets?: unknown; timeoutMs?: unknown };
  if (!Array.isArray(targets) || !targets.every((id) => typeof id === "string"))
    throw new TypeError("targets: ids are expected");
  if (typeof timeoutMs !== "number" || !(timeoutMs >= 0)) throw new TypeError("timeoutMs: a number is expected");
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  reply(response, 200, await router.drain(targets, timeoutMs, gone.signal));
}

// A table of a thousand services with 25 instances each is under 5 MB.
const LARGEST_BODY = 16 * 1024 * 1024;

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new TypeError(`the body is larger than ${LARGEST_BODY} bytes`);
    chunks.push(chunk);
  }
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  if (typeof body !== "object" || body === null) throw new TypeError("a JSON object is expected");
  return body;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
