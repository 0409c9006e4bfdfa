import { mkdtempSync, rmSync } from "node:fs";
import { type Agent, type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createIngressClient, type IngressClient } from "../../runtime/ingress/client";
import { type Clock, systemClock } from "../../runtime/ingress/clock";
import { type Ingress, openIngress } from "../../runtime/ingress/ingress";
import { INGRESS_LIMITS, type IngressLimits } from "../../runtime/ingress/limits";
import type { RoutedService, RoutingTable } from "../../runtime/model/route";

/** Host of the service in most tests. */
export const HOST = "web.us-east-1.awsapprunner.localhost";

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Call {
  host?: string;
  method?: string;
  path?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
  agent?: Agent;
}

/** A real ingress of a home in a temporary folder, in this process. */
export class IngressWorld {
  private generation = 0;

  private constructor(
    readonly home: string,
    readonly ingress: Ingress,
    readonly client: IngressClient,
  ) {}

  static async open(
    options: { limits?: Partial<IngressLimits>; clock?: Clock; home?: string } = {},
  ): Promise<IngressWorld> {
    const home = options.home ?? mkdtempSync(join(tmpdir(), "ingress-"));
    const limits = { ...INGRESS_LIMITS, closeMs: 200, ...options.limits };
    const ingress = await openIngress({ home, httpPort: 0, httpsPort: 0, limits, clock: options.clock ?? systemClock });
    return new IngressWorld(home, ingress, createIngressClient(home));
  }

  get port(): number {
    return this.ingress.status().httpPort;
  }

  /** Puts a table with these services in force, and no others. */
  async route(...services: RoutedService[]): Promise<RoutingTable> {
    this.generation += 1;
    const table = { generation: this.generation, services };
    await this.client.putRoutes(table);
    return table;
  }

  /** Sends one request and reads the whole answer. Rejects when the connection breaks. */
  call({ host = HOST, method = "GET", path = "/", headers = {}, body, agent }: Call = {}): Promise<Reply> {
    return send(this.port, { host, method, path, headers, body, agent });
  }

  /** Closes the ingress and removes its home, unless that is to be opened again. */
  async close({ keepHome = false } = {}): Promise<void> {
    await this.ingress.close();
    if (!keepHome) rmSync(this.home, { recursive: true, force: true });
  }
}

/** A service with one host and these targets (id to address), healthy by TCP. */
export function aService(targets: Record<string, string>, changes: Partial<RoutedService> = {}): RoutedService {
  return {
    serviceArn: "arn:aws:apprunner:us-east-1:000000000000:service/web/1",
    hosts: [HOST],
    state: "running",
    maxConcurrency: 100,
    healthCheck: { protocol: "TCP", path: "/", interval: 5, timeout: 2, healthyThreshold: 1, unhealthyThreshold: 5 },
    targets: Object.entries(targets).map(([id, address]) => ({ id, address })),
    ...changes,
  };
}

export function send(port: number, { host = HOST, method, path, headers, body, agent }: Call): Promise<Reply> {
  // Node.js frames no body of a GET by itself.
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: "127.0.0.1", port, method, path, headers: { host, ...length, ...headers }, agent: agent ?? false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
