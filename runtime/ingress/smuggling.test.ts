import { deepEqual, equal, match, ok } from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type Backend, startBackend } from "../../test/support/backend";
import { aService, HOST, IngressWorld } from "../../test/support/ingressWorld";
import { sendRaw } from "../../test/support/rawHttp";

/** Requests that mean different things to different readers must not get through, or must mean one thing behind the edge. */
describe("request smuggling", () => {
  let world: IngressWorld;
  let backend: Backend;
  let seen: { url: string; headers: string[]; body: string }[];
  beforeEach(async () => {
    seen = [];
    world = await IngressWorld.open();
    backend = await startBackend((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        seen.push({ url: request.url!, headers: request.rawHeaders, body });
        response.end("ok");
      });
    });
    await world.route(aService({ a: backend.address }));
  });
  afterEach(async () => {
    await world.close();
    await backend.close();
  });
  const HOST_LINE = `Host: ${HOST}\r\n`;

  for (const [what, head] of [
    [
      "Content-Length and Transfer-Encoding together",
      "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["Transfer-Encoding, then Content-Length", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"],
    ["two different lengths", "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"],
    ["the same length twice", "Content-Length: 1\r\nContent-Length: 1\r\n\r\na"],
    ["a list of lengths", "Content-Length: 1, 1\r\n\r\na"],
    ["a negative length", "Content-Length: -1\r\n\r\n"],
    ["a signed length", "Content-Length: +1\r\n\r\na"],
    ["a hexadecimal length", "Content-Length: 0x1\r\n\r\na"],
    ["an unknown transfer coding", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"],
    ["chunked not last", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"],
    ["Transfer-Encoding with a vertical tab", "Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n"],
    ["a space before the colon", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"],
    ["a folded header", "X-A: 1\r\n Transfer-Encoding: chunked\r\n\r\n"],
    ["a bare line feed in the headers", "X-A: 1\nX-B: 2\r\n\r\n"],
    ["a bare carriage return in a header", "X-A: 1\rX-B: 2\r\n\r\n"],
    ["a zero byte in a header", "X-A: \x00\r\n\r\n"],
    ["a chunk size that is no number", "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n"],
    ["a chunk longer than it says", "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n"],
    ["a second Host", "Host: other.example\r\n\r\n"],
    ["the same Host twice", `Host: ${HOST}\r\n\r\n`],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const smuggled = `GET /smuggled HTTP/1.1\r\n${HOST_LINE}Connection: close\r\n\r\n`;
      const answer = await sendRaw(
        world.port,
        `POST / HTTP/1.1\r\n${HOST_LINE}Connection: close\r\n${head}${smuggled}`,
      );
      ok(!/ 200 OK/.test(answer), answer);
      ok(!seen.some(({ url }) => url === "/smuggled"), "the hidden request came through");
    });
  }

  for (const [what, line] of [
    ["no host", "GET / HTTP/1.1\r\n\r\n"],
    ["an empty host", "GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"],
    ["a host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n"],
    ["a host with a user", `GET / HTTP/1.1\r\nHost: x@${HOST}\r\nConnection: close\r\n\r\n`],
    ["a target that is no path", `GET x HTTP/1.1\r\n${HOST_LINE}Connection: close\r\n\r\n`],
    ["an asterisk", `OPTIONS * HTTP/1.1\r\n${HOST_LINE}Connection: close\r\n\r\n`],
    ["HTTP/2 in clear text", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["an unknown method", `HACK / HTTP/1.1\r\n${HOST_LINE}Connection: close\r\n\r\n`],
    ["HTTP/0.9", "GET /\r\n\r\n"],
  ] as const) {
    it(`refuses ${what} with 4xx`, async () => {
      match(await sendRaw(world.port, line), /^HTTP\/1\.1 4\d\d /);
      deepEqual(seen, []);
    });
  }

  it("answers headers that are too large with 431", async () => {
    const answer = await sendRaw(world.port, `GET / HTTP/1.1\r\n${HOST_LINE}X-A: ${"a".repeat(70_000)}\r\n\r\n`);
    match(answer, /^HTTP\/1\.1 431 /);
  });

  it("keeps pipelined requests apart and in order, whatever their bodies", async () => {
    const hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
    const answer = await sendRaw(
      world.port,
      [
        `POST /1 HTTP/1.1\r\n${HOST_LINE}Content-Length: ${hidden.length}\r\n\r\n${hidden}`,
        `POST /2 HTTP/1.1\r\n${HOST_LINE}Transfer-Encoding: chunked\r\n\r\n${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\nX-T: 1\r\n\r\n`,
        `GET /3 HTTP/1.1\r\n${HOST_LINE}Content-Length: ${hidden.length}\r\n\r\n${hidden}`,
        `GET /4 HTTP/1.1\r\n${HOST_LINE}Connection: close\r\n\r\n`,
      ].join(""),
    );
    equal(answer.match(/HTTP\/1\.1 200 OK/g)?.length, 4);
    const bodies = Object.fromEntries(seen.map(({ url, body }) => [url, body]));
    deepEqual(bodies, { "/1": hidden, "/2": hidden, "/3": hidden, "/4": "" });
  });

  it("does not send on what Connection lists, nor its own headers twice", async () => {
    await sendRaw(
      world.port,
      `GET / HTTP/1.1\r\n${HOST_LINE}Connection: close, x-internal\r\nX-Internal: 1\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\n\r\n`,
    );
    const { headers } = seen[0]!;
    const values = (wanted: string): string[] =>
      headers.filter((_, index) => index % 2 === 1 && headers[index - 1]!.toLowerCase() === wanted);
    deepEqual(values("x-internal"), []);
    deepEqual(values("x-forwarded-for"), ["127.0.0.1"]);
    deepEqual(values("x-forwarded-proto"), ["http"]);
    deepEqual(values("x-forwarded-port"), [String(world.port)]);
    deepEqual(values("host"), [HOST]);
  });
});
