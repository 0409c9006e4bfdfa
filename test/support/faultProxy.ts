import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer as it goes over the wire. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** One request on its way, in the hands of a fault. */
export interface Exchange {
  readonly operation: string;
  /** What was asked for, in the API's words. */
  readonly input: Record<string, unknown>;
  /** Lets the API handle the request, once; its answer. */
  forward(): Promise<Answer>;
  answer(answer: Answer): void;
  /** Sends the head and the body in as many parts, with a pause before each. */
  trickle(answer: Answer, parts: number, pauseMs: number): Promise<void>;
  /** Breaks the connection; with an answer after its head and half of its body. */
  cut(half?: Answer): void;
}

/** What goes wrong with a request. It answers it, breaks its connection, or leaves it without an answer. */
export type Fault = (exchange: Exchange) => Promise<void> | void;

/**
 * A real HTTP proxy in front of an App Runner API. It is the endpoint that clients sign for: requests go on with their own Host, so
 * that the signature is verified as ever.
 */
export interface FaultProxy {
  readonly endpoint: string;
  /** The operations that arrived, in order, and whether the API handled them. */
  readonly seen: { operation: string; handled: boolean }[];
  /** What goes wrong with the next requests of an operation, in order; `undefined` lets one pass. */
  next(operation: string, ...faults: (Fault | undefined)[]): void;
  /** What goes wrong with every request of an operation, until `clear`. */
  always(operation: string, fault: Fault): void;
  clear(): void;
  close(): Promise<void>;
}

export interface FaultProxyOptions {
  upstream: string;
  /** The API's own time, which its Date then says: a state with a clock of its own would else contradict it. */
  now?(): number;
}

export async function startFaultProxy({ upstream, now }: FaultProxyOptions): Promise<FaultProxy> {
  const planned = new Map<string, (Fault | undefined)[]>();
  const standing = new Map<string, Fault>();
  const seen: FaultProxy["seen"] = [];
  const broken: unknown[] = [];
  const server = createServer(async (incoming, response) => {
    const body = await bodyOf(incoming);
    const operation = String(incoming.headers["x-amz-target"] ?? "")
      .split(".")
      .at(-1)!;
    const entry = { operation, handled: false };
    seen.push(entry);
    let handled: Promise<Answer> | undefined;
    const exchange: Exchange = {
      operation,
      input: JSON.parse(body || "{}"),
      forward: () => {
        entry.handled = true;
        handled ??= forward(upstream, incoming, body).then((answer) => withDate(answer, now));
        return handled;
      },
      answer: (answer) => send(response, withDate(answer, now)),
      trickle: (answer, parts, pauseMs) => trickle(response, withDate(answer, now), parts, pauseMs),
      cut: (half) => cut(response, half),
    };
    const queue = planned.get(operation);
    const fault = (queue?.length ? queue.shift() : standing.get(operation)) ?? passOn;
    try {
      await fault(exchange);
    } catch (error) {
      broken.push(error);
      exchange.cut();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    next: (operation, ...faults) => planned.set(operation, [...(planned.get(operation) ?? []), ...faults]),
    always: (operation, fault) => standing.set(operation, fault),
    clear: () => {
      planned.clear();
      standing.clear();
    },
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      if (broken.length > 0) throw new AggregateError(broken, "faults that failed themselves");
    },
  };
}

const passOn: Fault = async (exchange) => exchange.answer(await exchange.forward());

async function bodyOf(stream: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of stream.setEncoding("utf8")) text += chunk;
  return text;
}

function forward(upstream: string, { method, url, headers }: IncomingMessage, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${upstream}${url}`, { method, headers, agent: false }, async (response) => {
      resolve({ status: response.statusCode!, headers: response.headers, body: await bodyOf(response) });
    });
    outgoing.on("error", reject).end(body);
  });
}

function withDate(answer: Answer, now: (() => number) | undefined): Answer {
  return now ? { ...answer, headers: { ...answer.headers, date: new Date(now()).toUTCString() } } : answer;
}

function head(response: ServerResponse, { status, headers, body }: Answer): void {
  const { "transfer-encoding": _, ...kept } = headers;
  response.writeHead(status, { ...kept, "content-length": Buffer.byteLength(body) });
}

function send(response: ServerResponse, answer: Answer): void {
  head(response, answer);
  response.end(answer.body);
}

async function trickle(response: ServerResponse, answer: Answer, parts: number, pauseMs: number): Promise<void> {
  head(response, answer);
  const size = Math.ceil(answer.body.length / parts);
  for (let at = 0; at < answer.body.length && !response.destroyed; at += size) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    response.write(answer.body.slice(at, at + size));
  }
  response.end();
}

function cut(response: ServerResponse, half: Answer | undefined): void {
  if (!half) return void response.socket?.destroy();
  head(response, half);
  response.write(half.body.slice(0, half.body.length / 2), () => response.socket?.destroy());
}
