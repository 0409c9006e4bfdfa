import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { answer, EDGE, type EdgeAnswer } from "./answers";
import type { Clock } from "./clock";
import { Exchange } from "./exchange";
import { type Forwarded, headerValues, requestHeaders } from "./headers";
import { hostName } from "./hostName";
import type { IngressLimits } from "./limits";
import type { Router } from "./router";
import type { Service } from "./service";

export interface ProxyOptions {
  router: Router;
  clock: Clock;
  limits: IngressLimits;
  scheme: Forwarded["scheme"];
}

/** Handles one request; `expectsContinue` when the client waits for 100 before it sends the body. */
export type HandleRequest = (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => void;

/**
 * The way of a request: host to service, service to a place on an instance, and through. Finding and taking the place is one
 * synchronous step, so that no table change can come between.
 */
export function createProxy({ router, clock, limits, scheme }: ProxyOptions): HandleRequest {
  return (request, response, expectsContinue) => {
    const wanted = readTarget(request);
    if (!wanted)
      return refuse(request, response, EDGE.badRequest, "no single valid host, or a target that is not a path");
    const service = router.find(wanted.name);
    const refusal = refusalOf(request, service, wanted.name);
    if (refusal) return refuse(request, response, ...refusal);
    const lease = service!.claim();
    if (lease === "full") {
      return refuse(
        request,
        response,
        EDGE.tooManyRequests,
        `all instances have ${service!.route.maxConcurrency} requests`,
      );
    }
    if (lease === "none") return refuse(request, response, EDGE.noHealthyTarget, "no instance is healthy");

    const forwarded = {
      clientAddress: request.socket.remoteAddress ?? "",
      scheme,
      port: request.socket.localPort ?? 0,
    };
    const upstream = {
      method: request.method ?? "GET",
      path: wanted.path,
      headers: requestHeaders(request.rawHeaders, wanted.authority, forwarded, randomUUID),
    };
    const exchange = new Exchange(request, response, upstream, (except) => service!.claim(except), clock.now);
    const cancelClock = clock.after(limits.requestMs, () => exchange.timeOut());
    response.on("close", cancelClock);
    if (expectsContinue) response.writeContinue();
    exchange.start(lease);
  };
}

interface RequestTarget {
  /** Host as routed by. */
  name: string;
  /** Host as the client wrote it. */
  authority: string;
  path: string;
}

/** Host and path of a request; undefined when they are not clear, which is how requests are smuggled past a router. */
function readTarget(request: IncomingMessage): RequestTarget | undefined {
  const hosts = headerValues(request.rawHeaders, "host");
  if (hosts.length > 1) return undefined;
  const { authority = hosts[0] ?? "", path } = splitTarget(request.url ?? "/");
  // HTTP/1.0 knows no Host; such a request reaches the edge and finds no service there.
  const name = authority === "" && request.httpVersion === "1.0" ? "" : hostName(authority);
  return name === undefined || !path.startsWith("/") ? undefined : { name, authority, path };
}

/** A proxy must take the absolute form too, and then its host counts (RFC 9112 3.2.2). The path stays byte for byte. */
function splitTarget(target: string): { authority?: string; path: string } {
  const match = /^https?:\/\/([^/?#]*)(.*)$/is.exec(target);
  if (!match) return { path: target };
  const path = match[2]!;
  return { authority: match[1]!, path: path.startsWith("/") ? path : `/${path}` };
}

function refusalOf(
  request: IncomingMessage,
  service: Service | undefined,
  name: string,
): [EdgeAnswer, string] | undefined {
  if (!service) return [EDGE.unknownHost, `no service has the host ${name || "(none)"}`];
  if (wantsUpgrade(request)) return [EDGE.upgradeRefused, "App Runner takes no upgrades (WebSockets)"];
  if (service.route.state === "paused") return [EDGE.paused, "the service is paused"];
  if (service.route.state === "unavailable") return [EDGE.noHealthyTarget, "the service has no version to serve"];
  return undefined;
}

/** An offer of HTTP/2 in clear text (curl --http2) is ignored as Envoy does; any other upgrade is a wish that must be refused. */
function wantsUpgrade(request: IncomingMessage): boolean {
  if (request.method === "CONNECT") return true;
  const { upgrade, connection } = request.headers;
  return upgrade !== undefined && /\bupgrade\b/i.test(connection ?? "") && upgrade.toLowerCase() !== "h2c";
}

function refuse(request: IncomingMessage, response: ServerResponse, edge: EdgeAnswer, reason: string): void {
  answer(response, edge, reason);
  request.resume();
}
