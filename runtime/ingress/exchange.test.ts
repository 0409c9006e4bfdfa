import { deepEqual, equal, match, ok } from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { type IncomingMessage, request } from "node:http";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type Backend, startBackend, startRawBackend } from "../../test/support/backend";
import { eventually } from "../../test/support/eventually";
import { aService, HOST, IngressWorld } from "../../test/support/ingressWorld";
import { ManualClock } from "../../test/support/manualClock";
import { openRaw, sendRaw } from "../../test/support/rawHttp";

const MEGABYTE = 1024 * 1024;
const GET = `GET / HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;

describe("exchange", () => {
  let world: IngressWorld;
  let backend: Backend | undefined;
  const clock = new ManualClock();
  beforeEach(async () => {
    world = await IngressWorld.open({ clock });
  });
  afterEach(async () => {
    await world.close();
    await backend?.close();
    backend = undefined;
  });
  const serve = async (started: Promise<Backend>): Promise<void> => {
    backend = await started;
    await world.route(aService({ a: backend.address }));
  };
  const inFlight = async (): Promise<number> => (await world.client.targets())[0]!.inFlight;
  const idle = (): Promise<unknown> => eventually("nothing in flight", async () => (await inFlight()) === 0);

  describe("streams", () => {
    it("the headers at once and every event as it comes", async () => {
      const sends: ((text: string) => void)[] = [];
      await serve(
        startBackend((_request, response) => {
          response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
          sends.push((text) => void response.write(text));
        }),
      );
      const connection = openRaw(world.port);
      connection.write(GET);
      await eventually("headers", () => connection.received().includes("\r\n\r\n"));
      for (const event of ["data: 1\n\n", "data: 2\n\n", "data: 3\n\n"]) {
        sends[0]!(event);
        await eventually(event, () => connection.received().includes(event));
      }
      equal(await inFlight(), 1);
      connection.socket.destroy();
      await idle();
    });

    it("a request's body as it comes, before it is whole", async () => {
      let seen = "";
      await serve(
        startBackend((request, response) => {
          request.on("data", (chunk) => {
            seen += chunk;
          });
          request.on("end", () => response.end(seen));
        }),
      );
      const connection = openRaw(world.port);
      connection.write(
        `POST / HTTP/1.1\r\nHost: ${HOST}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\none\r\n`,
      );
      await eventually("the first part", () => seen === "one");
      connection.write("3\r\ntwo\r\n0\r\n\r\n");
      match((await connection.closed).text, /onetwo/);
    });

    it("100 MB both ways, unchanged", async () => {
      await serve(startBackend((request, response) => void request.pipe(response)));
      const block = randomBytes(MEGABYTE);
      const sent = createHash("sha256");
      const received = createHash("sha256");
      let bytes = 0;
      await new Promise<void>((resolve, reject) => {
        const outgoing = request(
          { host: "127.0.0.1", port: world.port, method: "POST", headers: { host: HOST }, agent: false },
          (response) => {
            response.on("data", (chunk: Buffer) => {
              received.update(chunk);
              bytes += chunk.length;
            });
            response.on("end", resolve);
            response.on("error", reject);
          },
        );
        outgoing.on("error", reject);
        let left = 100;
        const more = (): void => {
          for (; left > 0; left--) {
            sent.update(block);
            if (!outgoing.write(block)) {
              left -= 1;
              outgoing.once("drain", more);
              return;
            }
          }
          outgoing.end();
        };
        more();
      });
      equal(bytes, 100 * MEGABYTE);
      equal(received.digest("hex"), sent.digest("hex"));
    });

    it("no faster than the client reads: the instance has to wait", async () => {
      let written = 0;
      await serve(
        startBackend((_request, response) => {
          const block = Buffer.alloc(256 * 1024);
          const more = (): void => {
            while (written < 512 * MEGABYTE) {
              written += block.length;
              if (!response.write(block)) {
                response.once("drain", more);
                return;
              }
            }
            response.end();
          };
          more();
        }),
      );
      const connection = openRaw(world.port);
      connection.write(GET);
      await eventually("the first bytes", () => connection.received().length > 0);
      connection.socket.pause();
      const held = await settled(() => written);
      ok(held < 64 * MEGABYTE, `${held} bytes were taken from the instance for a client that reads nothing`);
      connection.socket.destroy();
      await idle();
    });

    it("no faster than the instance reads: the client has to wait", async () => {
      let stalled: IncomingMessage | undefined;
      await serve(
        startBackend((incoming) => {
          stalled = incoming.pause();
        }),
      );
      const connection = openRaw(world.port);
      connection.write(`POST / HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: ${512 * MEGABYTE}\r\n\r\n`);
      const block = Buffer.alloc(256 * 1024);
      const more = (): void => {
        while (connection.socket.bytesWritten < 512 * MEGABYTE && connection.socket.write(block));
        connection.socket.once("drain", more);
      };
      more();
      await eventually("the request", () => stalled);
      const held = await settled(() => connection.socket.bytesWritten - connection.socket.writableLength);
      ok(held < 64 * MEGABYTE, `${held} bytes were taken from the client for an instance that reads nothing`);
      connection.socket.destroy();
      // A socket that is not read from does not tell that its other end has gone; the total time ends it.
      await clock.turn(120_000);
      await idle();
    });
  });

  describe("a client that leaves", () => {
    it("ends the request at the instance, before the answer or in it", async () => {
      for (const begin of [false, true]) {
        let left = false;
        await serve(
          startBackend((_request, response) => {
            if (begin) response.write("begun");
            response.on("close", () => {
              left = true;
            });
          }),
        );
        const connection = openRaw(world.port);
        connection.write(GET);
        await eventually(
          "in flight",
          async () => (await inFlight()) === 1 && (!begin || connection.received().includes("begun")),
        );
        connection.socket.destroy();
        await eventually("the instance is told", () => left);
        await idle();
        await backend?.close();
      }
    });

    it("in the middle of its upload breaks the upload off, it does not complete it", async () => {
      let state = "";
      await serve(
        startBackend((request) => {
          request.resume();
          request.on("end", () => {
            state = "complete";
          });
          request.on("close", () => {
            state ||= request.complete ? "complete" : "broken off";
          });
        }),
      );
      for (const framing of ["Content-Length: 1000", "Transfer-Encoding: chunked"]) {
        state = "";
        const connection = openRaw(world.port);
        connection.write(`POST / HTTP/1.1\r\nHost: ${HOST}\r\n${framing}\r\n\r\n5\r\nhello\r\n`);
        await eventually("in flight", async () => (await inFlight()) === 1);
        connection.socket.destroy();
        await eventually("the instance is told", () => state);
        equal(state, "broken off");
        await idle();
      }
    });
  });

  describe("an instance that breaks off", () => {
    for (const [how, head] of [
      ["with a length", "Content-Length: 100"],
      ["in chunks", "Transfer-Encoding: chunked"],
    ] as const) {
      it(`in an answer ${how}: the client sees that it is not whole`, async () => {
        await serve(
          startRawBackend((bytes, socket) => {
            if (!bytes.includes("\r\n\r\n")) return;
            socket.write(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n5\r\nhello\r\n`);
            setTimeout(() => socket.destroy(), 50);
          }),
        );
        const connection = openRaw(world.port);
        connection.write(GET);
        const { text } = await connection.closed;
        match(text, /hello/);
        ok(!text.endsWith("0\r\n\r\n"), "the answer was ended as if whole");
        await idle();
      });
    }

    it("in an answer to HTTP/1.0 without a length: by a reset, since a plain end would look whole", async () => {
      await serve(
        startRawBackend((bytes, socket) => {
          if (!bytes.includes("\r\n\r\n")) return;
          socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
          setTimeout(() => socket.destroy(), 50);
        }),
      );
      const connection = openRaw(world.port);
      connection.write(`GET / HTTP/1.0\r\nHost: ${HOST}\r\n\r\n`);
      equal((await connection.closed).reset, true);
    });

    it("while the client uploads: 503, and the connection serves the next request", async () => {
      await serve(startRawBackend((bytes, socket) => void (bytes.length > 1000 && socket.destroy())));
      const connection = openRaw(world.port);
      connection.write(`POST / HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 1000000\r\n\r\n${"x".repeat(500_000)}`);
      await eventually("503", () => connection.received().includes("reset reason: connection termination"));
      connection.write("x".repeat(500_000));
      connection.write(`GET / HTTP/1.1\r\nHost: nobody\r\nConnection: close\r\n\r\n`);
      const { text } = await connection.closed;
      deepEqual(text.match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 503", "HTTP/1.1 404"]);
    });
  });

  it("an answer before the upload is whole reaches the client", async () => {
    await serve(startBackend((_request, response) => void response.writeHead(413).end("too large")));
    const connection = openRaw(world.port);
    connection.write(`POST / HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 1000000\r\n\r\n${"x".repeat(1000)}`);
    await eventually("413", () => / 413 [\s\S]*too large/.test(connection.received()));
    await idle();
    connection.socket.destroy();
  });

  it("an answer that ends by closing the connection is whole", async () => {
    await serve(
      startRawBackend(
        (bytes, socket) => void (bytes.includes("\r\n\r\n") && socket.end("HTTP/1.1 200 OK\r\n\r\nto the end")),
      ),
    );
    const { status, body } = await world.call();
    deepEqual([status, body], [200, "to the end"]);
  });

  it("HEAD, 204 and 304 have no body, and keep their headers", async () => {
    await serve(
      startBackend((incoming, response) => {
        const status = Number(incoming.url!.slice(1));
        response.writeHead(status, status === 200 ? { "content-length": "5" } : { etag: '"1"' });
        response.end(incoming.method === "HEAD" || status !== 200 ? undefined : "hello");
      }),
    );
    const head = await world.call({ method: "HEAD", path: "/200" });
    deepEqual([head.status, head.headers["content-length"], head.body], [200, "5", ""]);
    for (const status of [204, 304]) {
      const reply = await world.call({ path: `/${status}` });
      deepEqual([reply.status, reply.headers.etag, reply.body], [status, '"1"', ""]);
    }
    const both = await sendRaw(
      world.port,
      `HEAD /200 HTTP/1.1\r\nHost: ${HOST}\r\n\r\nGET /204 HTTP/1.1\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`,
    );
    deepEqual(both.match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 200", "HTTP/1.1 204"]);
  });

  describe("Expect: 100-continue", () => {
    const upload = `POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`;

    it("is answered once there is an instance to send to, and is not passed on", async () => {
      await serve(
        startBackend((incoming, response) => {
          incoming.on("data", () => {});
          incoming.on("end", () => response.end(String(incoming.headers.expect)));
        }),
      );
      const connection = openRaw(world.port);
      connection.write(upload.replace("HOST", HOST));
      await eventually("100", () => connection.received().startsWith("HTTP/1.1 100 Continue\r\n\r\n"));
      connection.write("hello");
      match((await connection.closed).text, /HTTP\/1\.1 200 OK[\s\S]*undefined$/);
    });

    it("is refused without a body being sent when there is none", async () => {
      const answer = await sendRaw(world.port, upload.replace("HOST", "nobody"));
      match(answer, /^HTTP\/1\.1 404/);
    });
  });

  it("early answers (1xx) of an instance are not taken for the answer", async () => {
    await serve(
      startRawBackend((bytes, socket) => {
        if (!bytes.includes("\r\n\r\n")) return;
        socket.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
        setTimeout(() => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), 20);
      }),
    );
    const { status, body } = await world.call();
    deepEqual([status, body], [200, "ok"]);
  });

  describe("the total time", () => {
    it("passed before an answer: 504, and the instance is told", async () => {
      let left = false;
      await serve(
        startBackend((_request, response) => {
          response.on("close", () => {
            left = true;
          });
        }),
      );
      const reply = world.call();
      await eventually("in flight", async () => (await inFlight()) === 1);
      await clock.turn(119_999);
      equal(await inFlight(), 1);
      await clock.turn(1);
      const { status, headers, body } = await reply;
      deepEqual([status, headers.server, body], [504, "envoy", "upstream request timeout"]);
      await eventually("the instance is told", () => left);
      await idle();
    });

    it("passed within an answer: the connection breaks", async () => {
      await serve(startBackend((_request, response) => void response.write("begun")));
      const connection = openRaw(world.port);
      connection.write(GET);
      await eventually("begun", () => connection.received().includes("begun"));
      await clock.turn(120_000);
      ok(!(await connection.closed).text.endsWith("0\r\n\r\n"));
      await idle();
    });

    it("passed within an upload: 504", async () => {
      await serve(startBackend((incoming) => void incoming.resume()));
      const connection = openRaw(world.port);
      connection.write(`POST / HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 100\r\n\r\nhello`);
      await eventually("in flight", async () => (await inFlight()) === 1);
      await clock.turn(120_000);
      await eventually("504", () => connection.received().startsWith("HTTP/1.1 504"));
      await idle();
      connection.socket.destroy();
    });

    it("passed while the client still reads what has come: the connection breaks", async () => {
      await serve(startBackend((_request, response) => void response.end(Buffer.alloc(8 * MEGABYTE))));
      const connection = openRaw(world.port);
      connection.write(GET);
      await eventually("the first bytes", () => connection.received().length > 0);
      connection.socket.pause();
      await settled(() => connection.socket.bytesRead);
      await clock.turn(120_000);
      connection.socket.resume();
      const { text } = await connection.closed;
      ok(text.length < 8 * MEGABYTE);
      await idle();
    });

    it("leaves no timer behind", async () => {
      await serve(startBackend((_request, response) => void response.end("ok")));
      for (let i = 0; i < 5; i++) await world.call();
      await eventually("only the health check's is left", () => clock.waiting === 1);
    });
  });
});

/** Waits until a number has not changed for 300 ms, and answers it. */
async function settled(read: () => number): Promise<number> {
  let last = read();
  let since = Date.now();
  return eventually(
    "it settles",
    () => {
      if (read() !== last) {
        last = read();
        since = Date.now();
      }
      return Date.now() - since > 300 && last + 1;
    },
    20_000,
  ).then((value) => (value as number) - 1);
}
