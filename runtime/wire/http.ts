import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { REGION_PATTERN } from "../../api/regions";
import { ApiError } from "../model/apiError";
import { CallerGone, readBody } from "./body";
import { doorAnswer } from "./errors";
import { PortTaken } from "./failures";
import { answerMalformed } from "./malformed";
import { type ApiAnswer, createPipeline } from "./pipeline";
import type { ApiService } from "./service";

export interface ApiServerOptions {
  services: readonly ApiService[];
  /** The secret of an access key, undefined for a key that is not known. */
  lookUpSecret(accessKeyId: string): string | undefined;
  /** Which regions may be signed for; anything that looks like a region's name when left out. */
  isRegion?(region: string): boolean;
  now(): Date;
  /** Takes one line per request and per defect, without the time; they hold no secret and no value of a request. */
  log(line: string): void;
  /** Told to anyone by GET /health beside `status`; nothing that is not public on this machine. */
  health?: Readonly<Record<string, string>>;
  /** Takes what is posted below a path by callers that cannot sign as AWS does: they are checked there. */
  deliveries?: { path: string; take(delivery: Delivery): { status: number; message: string } };
  /** Default 2 MiB: several hundred environment variables of a size that anyone uses. */
  maxBodyBytes?: number;
}

/** Something posted, whole. */
export interface Delivery {
  path: string;
  /** Lower case names. */
  headers: IncomingMessage["headers"];
  body: Buffer;
}

export interface ApiServer {
  /** Resolves to the port, the given one or a free one for 0. Rejects with PortTaken. */
  listen(port: number, host: string): Promise<number>;
  /** Takes no more requests, answers those it has for at most `graceMs` (5 s), then cuts. */
  close(graceMs?: number): Promise<void>;
}

/**
 * One address for several AWS JSON services, told apart by X-Amz-Target. Every answer has an x-amzn-RequestId. GET / says what the
 * address is, GET /health that it lives; all else is a signed POST.
 */
export function createApiServer(options: ApiServerOptions): ApiServer {
  const { lookUpSecret, now, isRegion = (region) => REGION_PATTERN.test(region) } = options;
  const answer = createPipeline(options.services, { lookUpSecret, now, isRegion });
  const maxBodyBytes = options.maxBodyBytes ?? 2 * 1024 * 1024;
  // Node's own answer to a missing Host has no request id; here it fails at the signature, which must cover Host.
  const server = createServer({ ...TIMEOUTS, requireHostHeader: false }, (request, response) => {
    serve(request, response).catch((error: Error) => {
      if (!(error instanceof CallerGone)) options.log(`defect: ${error.stack ?? error.message}`);
      response.destroy();
    });
  });
  answerMalformed(server, options.log);
  let closing = false;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now();
    const requestId = randomUUID();
    const body = await readBody(request, maxBodyBytes);
    const answered = body
      ? await route(request, response, requestId, body)
      : tooLarge(options.services[0]!, maxBodyBytes);
    send(response, answered, requestId, closing || body === undefined);
    options.log(accessLine(request, answered, requestId, performance.now() - began));
    if (answered.defect) options.log(`defect ${requestId} ${answered.operation ?? "-"}: ${answered.defect}`);
  }

  function route(request: IncomingMessage, response: ServerResponse, requestId: string, body: Buffer) {
    const url = request.url ?? "/";
    const page = request.method === "GET" || request.method === "HEAD" ? pages(url, options) : undefined;
    if (page) return page;
    if (options.deliveries && request.method === "POST" && url.startsWith(options.deliveries.path)) {
      return delivered(options.deliveries, { path: url, headers: request.headers, body });
    }
    const { method = "", headers, rawHeaders } = request;
    return answer({ method, url, headers, rawHeaders, body, requestId, signal: () => hangUp(response) });
  }

  return {
    listen: (port, host) => listen(server, port, host),
    close: (graceMs = 5000) => {
      closing = true;
      return close(server, graceMs);
    },
  };
}

/** A sender that dribbles is cut off; an idle client may keep its connection a little longer than SDKs do (60 s or less). */
const TIMEOUTS = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
} as const;

function pages(url: string, options: ApiServerOptions): ApiAnswer | undefined {
  if (url === "/health") {
    return page("application/json", `${JSON.stringify({ status: "ok", ...options.health })}\n`, "GET /health");
  }
  if (url !== "/") return undefined;
  const services = options.services.map((service) => service.signingName).join(", ");
  return page(
    "text/plain; charset=utf-8",
    `This is the API endpoint of a local App Runner (services: ${services}).\n\n` +
      "The web console is not built yet. Use the AWS CLI, an AWS SDK or Pulumi with this address as the endpoint;\n" +
      "`apprunner local env` prints the settings for a shell.\n",
    "GET /",
  );
}

function delivered({ path, take }: NonNullable<ApiServerOptions["deliveries"]>, delivery: Delivery): ApiAnswer {
  const { status, message } = take(delivery);
  const body = Buffer.from(`${JSON.stringify({ message })}\n`);
  return { status, contentType: "application/json", body, operation: `POST ${path}` };
}

function page(contentType: string, text: string, operation: string): ApiAnswer {
  return { status: 200, contentType, body: Buffer.from(text), operation };
}

function tooLarge(service: ApiService, limit: number): ApiAnswer {
  const { status, body, name } = doorAnswer(
    new ApiError("RequestEntityTooLargeException", `The body is larger than ${limit} bytes`),
  );
  const contentType = `application/x-amz-json-${service.jsonVersion}`;
  return { status, contentType, body: Buffer.from(JSON.stringify(body)), error: name };
}

function send(response: ServerResponse, answer: ApiAnswer, requestId: string, last: boolean): void {
  response.writeHead(answer.status, {
    "x-amzn-RequestId": requestId,
    "content-type": answer.contentType,
    "content-length": answer.body.length,
    ...(last && { connection: "close" }),
  });
  response.end(answer.body);
}

/** Only names of ours and numbers stand in the line: nothing that a caller can choose. */
function accessLine(request: IncomingMessage, answer: ApiAnswer, requestId: string, ms: number): string {
  const operation = answer.operation ?? (request.method === "POST" ? "POST" : "other");
  const error = answer.error ? ` ${answer.error}` : "";
  const region = answer.region ?? "-";
  return `${requestId} ${operation} ${region} ${answer.status}${error} ${ms.toFixed(1)}ms`;
}

function hangUp(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const abort = () => {
    if (!response.writableEnded) controller.abort();
  };
  if (response.destroyed) abort();
  else response.once("close", abort);
  return controller.signal;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(new PortTaken(port, host, error));
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve();
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
  });
}
