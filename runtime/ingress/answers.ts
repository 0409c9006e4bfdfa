import type { ServerResponse } from "node:http";

/** An answer of the edge itself, as opposed to an instance's. */
export interface EdgeAnswer {
  status: number;
  body: string;
}

/**
 * The edge's own answers, in the words of the Envoy that App Runner's edge is. Sources: aws/apprunner-roadmap issues 92 and 265
 * (connection failures), 13 (WebSockets: 403), 224 (over MaxConcurrency: 429); Envoy's local replies for the rest.
 */
export const EDGE = {
  badRequest: { status: 400, body: "" },
  unknownHost: { status: 404, body: "" },
  /**
   * What App Runner answers for a paused service is written nowhere we could find. Its edge answers 404 for a host it has no
   * route to, and a paused service has none; the body is ours, so that a developer is not left guessing.
   */
  paused: { status: 404, body: "The service is paused." },
  upgradeRefused: { status: 403, body: "" },
  tooManyRequests: { status: 429, body: "Too Many Requests" },
  noHealthyTarget: { status: 503, body: "no healthy upstream" },
  timeout: { status: 504, body: "upstream request timeout" },
} satisfies Record<string, EdgeAnswer>;

/** The answer for a request whose instance failed before it answered. `sent`: whether the request had reached a connection. */
export function upstreamFailure(error: NodeJS.ErrnoException, sent: boolean): EdgeAnswer {
  if (error.code === "UND_ERR_INVALID_ARG" || error.code === "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH")
    return EDGE.badRequest;
  if (error.name === "HTTPParserError" || PROTOCOL_ERROR.test(error.code ?? "")) return MALFORMED_ANSWER;
  if (sent) return reset(503, "connection termination");
  if (error.code === "UND_ERR_CONNECT_TIMEOUT") return reset(503, "connection timeout");
  const errno = Math.abs(error.errno ?? 0);
  return reset(503, `connection failure${errno ? `, transport failure reason: delayed connect error: ${errno}` : ""}`);
}

/** What a request gets whose instance was taken away before it answered. */
export const INSTANCE_GONE: EdgeAnswer = reset(503, "connection termination");

/** What a request gets whose instance answered something that is not HTTP. */
export const MALFORMED_ANSWER: EdgeAnswer = reset(502, "protocol error");

/** Writes an answer of the edge. `reason` says to a developer, in a header that the real edge does not have, what happened. */
export function answer(response: ServerResponse, { status, body }: EdgeAnswer, reason: string): void {
  response.writeHead(status, [
    "content-type",
    "text/plain",
    "content-length",
    String(Buffer.byteLength(body)),
    "server",
    "envoy",
    "x-apprunner-local-reason",
    reason.replace(/[^\x20-\x7e]/g, "?"),
  ]);
  response.end(body);
}

const PROTOCOL_ERROR = /^(HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH|UND_ERR_RES_EXCEEDED)/;

function reset(status: number, reason: string): EdgeAnswer {
  return { status, body: `upstream connect error or disconnect/reset before headers. reset reason: ${reason}` };
}
