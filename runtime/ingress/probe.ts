import { request } from "node:http";
import { connect } from "node:net";
import type { RouteHealthCheck } from "../model/route";

export type ProbeResult = { healthy: true } | { healthy: false; reason: string };

/**
 * Asks an instance once whether it is well. TCP: it accepts a connection and keeps it. HTTP: it answers a GET of `path` with 2xx or 3xx, the
 * codes of a Network Load Balancer's target group (App Runner's own are not documented: aws/apprunner-roadmap issue 91).
 * Never rejects: an abort or a time-out (`timeout` seconds for the whole) is an unhealthy result with its reason.
 */
export function probe(
  address: string,
  check: Pick<RouteHealthCheck, "protocol" | "path" | "timeout">,
  signal?: AbortSignal,
): Promise<ProbeResult> {
  return new Promise((resolve) => {
    let stop: () => void = () => {};
    const end = (result: ProbeResult): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", aborted);
      stop();
      resolve(result);
    };
    const fail = (reason: string): void => end({ healthy: false, reason });
    const aborted = (): void => fail("the check was cancelled");
    const timer = setTimeout(
      () => fail(`${what(address, check)}: no answer within ${check.timeout} s`),
      check.timeout * 1000,
    );
    if (signal?.aborted) return aborted();
    signal?.addEventListener("abort", aborted, { once: true });
    const onError = (error: NodeJS.ErrnoException): void => fail(`${what(address, check)}: ${cause(error)}`);
    stop =
      check.protocol === "TCP"
        ? probeTcp(address, end, fail, onError)
        : probeHttp(address, check.path, end, fail, onError);
  });
}

type End = (result: ProbeResult) => void;
type OnError = (error: NodeJS.ErrnoException) => void;

/**
 * How long an accepted connection must stay open. Docker's port forwarder accepts for a container before anything listens in it, then
 * closes as soon as it finds out, within a few milliseconds.
 */
const SETTLED_MS = 100;

function probeTcp(address: string, end: End, fail: (reason: string) => void, onError: OnError): () => void {
  let settling: NodeJS.Timeout | undefined;
  const socket = connect(endpointOf(address), () => {
    settling = setTimeout(() => end({ healthy: true }), SETTLED_MS);
  });
  socket.on("data", () => end({ healthy: true }));
  socket.on("end", () => fail(`TCP connection to ${address}: closed at once (nothing listens behind it yet)`));
  socket.on("error", onError);
  return () => {
    clearTimeout(settling);
    socket.destroy();
  };
}

function probeHttp(
  address: string,
  path: string,
  end: End,
  fail: (reason: string) => void,
  onError: OnError,
): () => void {
  const outgoing = request(
    { ...endpointOf(address), path, agent: false, headers: { host: address, "user-agent": "AppRunner-HealthCheck" } },
    ({ statusCode = 0 }) => {
      if (statusCode >= 200 && statusCode < 400) end({ healthy: true });
      else fail(`GET ${path} on ${address}: answered ${statusCode}`);
    },
  );
  outgoing.on("error", onError);
  outgoing.end();
  return () => outgoing.destroy();
}

function endpointOf(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(":");
  return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
}

function what(address: string, check: { protocol: string; path: string }): string {
  return check.protocol === "TCP" ? `TCP connection to ${address}` : `GET ${check.path} on ${address}`;
}

function cause(error: NodeJS.ErrnoException): string {
  if (error.code === "ECONNREFUSED") return "connection refused (nothing listens there)";
  if (error.code === "ECONNRESET") return "the connection was closed before an answer";
  return error.message;
}
