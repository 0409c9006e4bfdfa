/** What the edge tells an app of the client's connection. */
export interface Forwarded {
  clientAddress: string;
  scheme: "http" | "https";
  port: number;
}

/**
 * Headers to send to an instance, from a request's raw ones: hop-by-hop headers and those that Connection lists are gone, the
 * rest is byte for byte and in order. X-Forwarded-* are replaced, never appended to: the client is not to be trusted with them.
 */
export function requestHeaders(
  raw: readonly string[],
  host: string,
  forwarded: Forwarded,
  requestId: () => string,
): string[] {
  const kept = withoutHopByHop(raw, DROPPED_FROM_REQUESTS);
  const hasId = kept.some(
    (name, index) => index % 2 === 0 && name.length === 12 && name.toLowerCase() === "x-request-id",
  );
  kept.push(
    "host",
    host,
    "x-forwarded-for",
    forwarded.clientAddress,
    "x-forwarded-proto",
    forwarded.scheme,
    "x-forwarded-port",
    String(forwarded.port),
  );
  if (!hasId) kept.push("x-request-id", requestId());
  return kept;
}

/** Headers to send to a client, from an instance's raw ones. The edge names itself as App Runner's does. */
export function responseHeaders(raw: readonly string[], serviceTimeMs: number): string[] {
  const kept = withoutHopByHop(raw, DROPPED_FROM_RESPONSES);
  kept.push("server", "envoy", "x-envoy-upstream-service-time", String(serviceTimeMs));
  return kept;
}

/** Values of every header of that name (given in lower case). */
export function headerValues(raw: readonly string[], name: string): string[] {
  const values: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    if (raw[i]!.toLowerCase() === name) values.push(raw[i + 1]!);
  }
  return values;
}

// RFC 9110 7.6.1, with the older Keep-Alive and Proxy-*. Trailers are not forwarded, so neither are their announcements.
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
];
// The edge has answered Expect itself; the rest is set by requestHeaders.
const DROPPED_FROM_REQUESTS = new Set([
  ...HOP_BY_HOP,
  "expect",
  "host",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-port",
]);
const DROPPED_FROM_RESPONSES = new Set([...HOP_BY_HOP, "server", "x-envoy-upstream-service-time"]);
// A client that lists these in Connection must not be able to unframe its message or lose the edge's own headers.
const NEVER_LISTED = new Set(["content-length", "content-type", "host", "date"]);

function withoutHopByHop(raw: readonly string[], dropped: ReadonlySet<string>): string[] {
  const listed = listedInConnection(raw);
  const kept: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    if (dropped.has(name) || listed?.has(name)) continue;
    kept.push(raw[i]!, raw[i + 1]!);
  }
  return kept;
}

function listedInConnection(raw: readonly string[]): Set<string> | undefined {
  const values = headerValues(raw, "connection");
  if (values.length === 0) return undefined;
  const listed = new Set<string>();
  for (const value of values) {
    for (const token of value.toLowerCase().split(",")) {
      const name = token.trim();
      if (name && !NEVER_LISTED.has(name)) listed.add(name);
    }
  }
  return listed;
}
