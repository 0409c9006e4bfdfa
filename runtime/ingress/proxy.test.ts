import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type Backend, deadAddress, startBackend, startRawBackend } from "../../test/support/backend";
import { eventually } from "../../test/support/eventually";
import { aService, HOST, IngressWorld } from "../../test/support/ingressWorld";
import { sendRaw } from "../../test/support/rawHttp";

describe("proxy", () => {
  let world: IngressWorld;
  const backends: Backend[] = [];
  beforeEach(async () => {
    world = await IngressWorld.open();
  });
  afterEach(async () => {
    await world.close();
    await Promise.all(backends.splice(0).map((backend) => backend.close()));
  });
  const keep = <B extends Backend>(backend: B): B => {
    backends.push(backend);
    return backend;
  };
  /** A backend that answers with what it was sent. */
  const echo = async (): Promise<Backend> =>
    keep(
      await startBackend((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
          const { method, url, rawHeaders, httpVersion } = request;
          response.end(
            JSON.stringify({ method, url, rawHeaders, httpVersion, body: Buffer.concat(chunks).toString() }),
          );
        });
      }),
    );

  describe("routing", () => {
    it("leads the host, whatever its case and port, to its service", async () => {
      await world.route(aService({ a: (await echo()).address }));
      for (const host of [HOST, HOST.toUpperCase(), `${HOST}:4780`]) equal((await world.call({ host })).status, 200);
    });

    it("leads custom and wildcard domains to their service, and passes Host on as it was", async () => {
      await world.route(aService({ a: (await echo()).address }, { hosts: ["shop.example", "*.shop.example"] }));
      const { body } = await world.call({ host: "EU.shop.example:81" });
      const { rawHeaders } = JSON.parse(body) as IncomingMessage;
      equal(rawHeaders[rawHeaders.indexOf("host") + 1], "EU.shop.example:81");
    });

    it("answers 404 as envoy for a host no service has", async () => {
      await world.route(aService({ a: (await echo()).address }));
      const { status, headers, body } = await world.call({ host: "nobody.example" });
      deepEqual([status, headers.server, body], [404, "envoy", ""]);
      match(String(headers["x-apprunner-local-reason"]), /nobody\.example/);
    });

    it("takes the host of an absolute URL over the Host header", async () => {
      await world.route(aService({ a: (await echo()).address }));
      const answer = await sendRaw(
        world.port,
        `GET http://${HOST}/x?y HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n`,
      );
      match(answer, /^HTTP\/1\.1 200 OK/);
      match(answer, /"url":"\/x\?y"/);
    });

    it("passes path and query on byte for byte", async () => {
      await world.route(aService({ a: (await echo()).address }));
      const seen = keep(
        await startRawBackend((bytes, socket) => {
          if (bytes.includes("\r\n\r\n")) {
            const line = bytes.subarray(0, bytes.indexOf("\r\n")).toString("latin1");
            socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${line.length}\r\n\r\n${line}`, "latin1");
          }
        }),
      );
      await world.route(aService({ a: seen.address }));
      for (const target of ["/a%2Fb/../c//d;e?x=1;y=%zz&&=#f", "/?", "/%2e%2e/%00", '/a|b\\c^d`{}"<>']) {
        const answer = await sendRaw(
          world.port,
          `GET ${target} HTTP/1.1\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`,
        );
        ok(answer.endsWith(`GET ${target} HTTP/1.1`), `${target}: ${answer}`);
      }
    });

    it("passes every method with a body or without", async () => {
      await world.route(aService({ a: (await echo()).address }));
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "REPORT"]) {
        deepEqual(pick((await world.call({ method })).body), { method, body: "" });
        deepEqual(pick((await world.call({ method, body: "some" })).body), { method, body: "some" });
      }
    });
  });

  describe("answers of its own", () => {
    it("paused: 404 at once, and says so", async () => {
      await world.route(aService({}, { state: "paused" }));
      const { status, headers, body } = await world.call();
      deepEqual([status, headers.server, body], [404, "envoy", "The service is paused."]);
    });

    it("unavailable, or all instances unhealthy: 503 no healthy upstream", async () => {
      await world.route(aService({}, { state: "unavailable" }));
      equal((await world.call()).body, "no healthy upstream");
      const healthCheck = { ...aService({}).healthCheck, unhealthyThreshold: 1 };
      await world.route(aService({ a: await deadAddress() }, { healthCheck }));
      await eventually("unhealthy", async () => (await world.client.targets())[0]?.health === "unhealthy");
      const { status, body } = await world.call();
      deepEqual([status, body], [503, "no healthy upstream"]);
      match((await world.client.targets())[0]!.reason, /connection refused/);
    });

    it("over the concurrency of all instances: 429 at once, and room again afterwards", async () => {
      const held: (() => void)[] = [];
      const slow = keep(await startBackend((_request, response) => void held.push(() => response.end("done"))));
      await world.route(aService({ a: slow.address }, { maxConcurrency: 3 }));
      const calls = [world.call(), world.call(), world.call()];
      await eventually("three in flight", () => held.length === 3);
      const refused = await Promise.all([world.call(), world.call({ method: "POST", body: "x".repeat(100_000) })]);
      deepEqual(
        refused.map(({ status }) => status),
        [429, 429],
      );
      equal((await world.client.targets())[0]!.inFlight, 3);
      for (const release of held) release();
      deepEqual(
        (await Promise.all(calls)).map(({ status }) => status),
        [200, 200, 200],
      );
      equal((await world.client.targets())[0]!.inFlight, 0);
    });

    it("an upgrade: 403, but an offer of h2c is ignored", async () => {
      await world.route(aService({ a: (await echo()).address }));
      const ask = (upgrade: string) =>
        sendRaw(
          world.port,
          `GET / HTTP/1.1\r\nHost: ${HOST}\r\nConnection: Upgrade, close\r\nUpgrade: ${upgrade}\r\n\r\n`,
        );
      match(await ask("websocket"), /^HTTP\/1\.1 403 Forbidden\r\n(?:.*\r\n)*server: envoy/);
      const ignored = await ask("h2c");
      match(ignored, /^HTTP\/1\.1 200 OK/);
      ok(!/upgrade/i.test(ignored));
    });

    it("CONNECT: 403", async () => {
      match(
        await sendRaw(world.port, `CONNECT ${HOST}:80 HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`),
        /^HTTP\/1\.1 403 Forbidden/,
      );
    });

    it("to HEAD: the same without a body", async () => {
      const { status, headers, body } = await world.call({ method: "HEAD", host: "nobody.example" });
      deepEqual([status, headers["content-length"], body], [404, "0", ""]);
    });
  });

  describe("an instance that fails", () => {
    it("refuses the connection: 503 in App Runner's words", async () => {
      await world.route(aService({ a: await deadAddress() }));
      const { status, headers, body } = await world.call({ method: "POST", body: "x" });
      equal(status, 503);
      equal(headers.server, "envoy");
      match(body, /^upstream connect error or disconnect\/reset before headers\. reset reason: connection failure/);
    });

    it("closes without an answer: 503 connection termination, and is not asked twice", async () => {
      let asked = 0;
      const broken = keep(
        await startRawBackend((bytes, socket) => {
          if (!bytes.includes("\r\n\r\n")) return;
          asked += 1;
          socket.destroy();
        }),
      );
      await world.route(aService({ a: broken.address, b: broken.address }));
      for (const method of ["GET", "POST"])
        match((await world.call({ method })).body, /reset reason: connection termination$/);
      equal(asked, 2);
    });

    it("answers something that is not HTTP: 502 protocol error", async () => {
      for (const nonsense of [
        "SSH-2.0-OpenSSH_9.9\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\x01b\r\nContent-Length: 0\r\n\r\n",
        `HTTP/1.1 200 OK\r\nX: ${"y".repeat(70_000)}\r\nContent-Length: 0\r\n\r\n`,
      ]) {
        const backend = keep(
          await startRawBackend((bytes, socket) => {
            if (bytes.includes("\r\n\r\n")) socket.end(nonsense, "latin1");
          }),
        );
        await world.route(aService({ [backend.address]: backend.address }));
        const { status, body } = await world.call();
        deepEqual([status, body.endsWith("protocol error")], [502, true], nonsense.slice(0, 60));
      }
    });

    it("a GET whose connection was refused goes to another instance; a POST, or a GET with a body, does not", async () => {
      const dead = await deadAddress();
      const good = await echo();
      await world.route(aService({ dead, good: good.address }));
      for (let i = 0; i < 20; i++) equal((await world.call()).status, 200);
      for (const call of [{ method: "POST", body: "x" }, { method: "POST" }, { method: "GET", body: "x" }]) {
        const statuses = new Set<number>();
        for (let i = 0; i < 40; i++) statuses.add((await world.call(call)).status);
        deepEqual([...statuses].sort(), [200, 503]);
      }
      deepEqual(
        (await world.client.targets()).map(({ inFlight }) => inFlight),
        [0, 0],
      );
    });
  });

  describe("clients of HTTP/1.0", () => {
    it("get an answer without chunks and then the end of the connection", async () => {
      const chunked = keep(
        await startBackend((_request, response) => {
          response.write("one ");
          setImmediate(() => response.end("two"));
        }),
      );
      await world.route(aService({ a: chunked.address }));
      const answer = await sendRaw(world.port, `GET / HTTP/1.0\r\nHost: ${HOST}\r\n\r\n`);
      match(answer, /\r\n\r\none two$/);
      ok(!/transfer-encoding/i.test(answer));
      match(answer, /connection: close/i);
    });

    it("keep their connection when they ask to and the length is known", async () => {
      await world.route(aService({ a: (await echo()).address }));
      const answer = await sendRaw(
        world.port,
        `GET /1 HTTP/1.0\r\nHost: ${HOST}\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.0\r\nHost: ${HOST}\r\n\r\n`,
      );
      equal(answer.match(/HTTP\/1\.1 200 OK/g)?.length, 2);
    });

    it("without a Host: 404, since nothing says what they want", async () => {
      await world.route(aService({ a: (await echo()).address }));
      match(await sendRaw(world.port, "GET / HTTP/1.0\r\n\r\n"), /^HTTP\/1\.1 404/);
    });
  });
});

function pick(text: string): { method: string; body: string } {
  const { method, body } = JSON.parse(text) as { method: string; body: string };
  return { method, body };
}
