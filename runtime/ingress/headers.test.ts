import { deepEqual, equal } from "node:assert/strict";
import { describe, it } from "mocha";
import { type Forwarded, headerValues, requestHeaders, responseHeaders } from "./headers";

const FORWARDED: Forwarded = { clientAddress: "127.0.0.1", scheme: "http", port: 4780 };
const EDGE = ["host", "a.b", "x-forwarded-for", "127.0.0.1", "x-forwarded-proto", "http", "x-forwarded-port", "4780"];
const toInstance = (...raw: string[]): string[] => requestHeaders(raw, "a.b", FORWARDED, () => "id-1");

describe("requestHeaders", () => {
  it("keeps order, case, repetition and bytes", () => {
    const raw = ["X-B", "2", "x-a", " \xe9", "X-B", "3", "Cookie", "a=1; b=2"];
    deepEqual(toInstance(...raw).slice(0, 8), raw);
  });

  it("leaves out hop-by-hop headers and whatever Connection lists", () => {
    const raw = ["Connection", "close, X-Secret", "connection", "x-two", "X-Secret", "1", "X-Two", "2"];
    const more = [
      "TE",
      "trailers",
      "Transfer-Encoding",
      "chunked",
      "Upgrade",
      "h2c",
      "Proxy-Authorization",
      "x",
      "Expect",
      "100-continue",
    ];
    deepEqual(toInstance(...raw, ...more), [...EDGE, "x-request-id", "id-1"]);
  });

  it("keeps what frames the message though Connection lists it", () => {
    deepEqual(toInstance("Connection", "content-length, host", "Content-Length", "3").slice(0, 2), [
      "Content-Length",
      "3",
    ]);
  });

  it("replaces the forwarded headers of the client", () => {
    deepEqual(headerValues(toInstance("X-Forwarded-For", "6.6.6.6", "x-forwarded-PROTO", "https"), "x-forwarded-for"), [
      "127.0.0.1",
    ]);
    deepEqual(headerValues(toInstance("X-Forwarded-Proto", "https"), "x-forwarded-proto"), ["http"]);
  });

  it("cannot lose its own headers by the client's Connection", () => {
    deepEqual(toInstance("Connection", "x-forwarded-for, x-request-id"), [...EDGE, "x-request-id", "id-1"]);
  });

  it("keeps a request id that is there", () =>
    deepEqual(toInstance("X-Request-Id", "mine"), ["X-Request-Id", "mine", ...EDGE]));
});

describe("responseHeaders", () => {
  it("says envoy, whatever the instance says", () => {
    deepEqual(headerValues(responseHeaders(["Server", "gunicorn"], 7), "server"), ["envoy"]);
    deepEqual(headerValues(responseHeaders([], 7), "x-envoy-upstream-service-time"), ["7"]);
  });

  it("keeps each of several cookies and drops hop-by-hop headers", () => {
    const headers = responseHeaders(
      ["Set-Cookie", "a=1", "Set-Cookie", "b=2", "Connection", "x-one", "X-One", "1", "Keep-Alive", "t"],
      0,
    );
    deepEqual(headerValues(headers, "set-cookie"), ["a=1", "b=2"]);
    equal(headers.length, 8);
  });
});
