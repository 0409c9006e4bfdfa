import { deepEqual, equal, ok } from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { type Backend, deadAddress, startBackend, startRawBackend } from "../../test/support/backend";
import { probe } from "./probe";

describe("probe", () => {
  let backend: Backend | undefined;
  afterEach(async () => {
    await backend?.close();
    backend = undefined;
  });
  const http = (path: string) => probe(backend!.address, { protocol: "HTTP", path, timeout: 1 });

  it("TCP: an open port is healthy", async () => {
    backend = await startRawBackend(() => {});
    deepEqual(await probe(backend.address, { protocol: "TCP", path: "/", timeout: 1 }), { healthy: true });
  });

  it("TCP: a closed port is not, and says so", async () => {
    const address = await deadAddress();
    deepEqual(await probe(address, { protocol: "TCP", path: "/", timeout: 1 }), {
      healthy: false,
      reason: `TCP connection to ${address}: connection refused (nothing listens there)`,
    });
  });

  it("TCP: a port that accepts and closes at once is not, as Docker's forwarder does before the app listens", async () => {
    const forwarder = await startRawBackend(() => {});
    forwarder.server.on("connection", (socket) => socket.destroy());
    backend = forwarder;
    deepEqual(await probe(backend.address, { protocol: "TCP", path: "/", timeout: 1 }), {
      healthy: false,
      reason: `TCP connection to ${backend.address}: closed at once (nothing listens behind it yet)`,
    });
  });

  it("HTTP: 2xx and 3xx are healthy, 4xx and 5xx are not", async () => {
    backend = await startBackend((request, response) => response.writeHead(Number(request.url!.slice(1))).end());
    for (const status of [200, 204, 299, 302]) deepEqual(await http(`/${status}`), { healthy: true });
    for (const status of [400, 401, 404, 500, 503]) {
      deepEqual(await http(`/${status}`), {
        healthy: false,
        reason: `GET /${status} on ${backend.address}: answered ${status}`,
      });
    }
  });

  it("HTTP: asks for the path as it is", async () => {
    let seen = "";
    backend = await startBackend((request, response) => {
      seen = request.url!;
      response.end();
    });
    await http("/health?deep=1;2");
    equal(seen, "/health?deep=1;2");
  });

  it("HTTP: silence is unhealthy when the time is up", async () => {
    backend = await startRawBackend(() => {});
    const begun = Date.now();
    deepEqual(await http("/"), { healthy: false, reason: `GET / on ${backend.address}: no answer within 1 s` });
    ok(Date.now() - begun < 1_900);
  });

  it("HTTP: an answer that is not HTTP, and a connection closed early, are unhealthy", async () => {
    backend = await startRawBackend((_bytes, socket) => socket.end("SSH-2.0-OpenSSH\r\n"));
    equal((await http("/")).healthy, false);
    await backend.close();
    backend = await startRawBackend((_bytes, socket) => socket.destroy());
    equal((await http("/")).healthy, false);
  });

  it("ends at once when it is aborted, before or during", async () => {
    backend = await startRawBackend(() => {});
    const check = { protocol: "HTTP", path: "/", timeout: 20 } as const;
    const cancelled = { healthy: false, reason: "the check was cancelled" };
    deepEqual(await probe(backend.address, check, AbortSignal.abort()), cancelled);
    const controller = new AbortController();
    const result = probe(backend.address, check, controller.signal);
    setImmediate(() => controller.abort());
    deepEqual(await result, cancelled);
  });
});
