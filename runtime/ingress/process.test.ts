import { deepEqual, equal, match, notEqual, ok, rejects } from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { homePaths } from "../../api/home";
import { type Backend, startBackend } from "../../test/support/backend";
import { eventually } from "../../test/support/eventually";
import { aService, send } from "../../test/support/ingressWorld";
import { createIngressClient, type IngressClient } from "./client";
import { IngressNotStarted } from "./failures";
import { startIngress } from "./start";
import { superviseIngress } from "./supervise";

/** The ingress as the process it is in earnest. */
describe("ingress process", () => {
  let home: string;
  let backend: Backend;
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), "ingress-"));
    backend = await startBackend((_request, response) => void response.end("ok"));
  });
  afterEach(async () => {
    await createIngressClient(home).shutdown();
    await backend.close();
    rmSync(home, { recursive: true });
  });
  const start = (changes: { httpPort?: number; httpsPort?: number } = {}): Promise<IngressClient> =>
    startIngress({ home, httpPort: 0, httpsPort: 0, ...changes });
  const kill = async (client: IngressClient): Promise<void> => {
    process.kill((await client.status()).pid, "SIGKILL");
    await eventually("it is gone", () =>
      client.status().then(
        () => false,
        () => true,
      ),
    );
  };

  it("starts, is found again, and is replaced when another port is asked for", async () => {
    const client = await start();
    const first = await client.status();
    notEqual(first.pid, process.pid);
    equal((await (await start()).status()).pid, first.pid);
    equal((await (await start({ httpPort: first.httpPort })).status()).pid, first.pid);
    const second = await (await start({ httpPort: first.httpsPort, httpsPort: first.httpPort })).status();
    notEqual(second.pid, first.pid);
    deepEqual([second.httpPort, second.httpsPort], [first.httpsPort, first.httpPort]);
    match(readFileSync(homePaths(home).ingressOutput, "utf8"), /ingress \d+ serves http \d+, https \d+, table 0/);
  });

  it("serves its table again after SIGKILL, on the same ports, without the control plane", async () => {
    const client = await start();
    const before = await client.status();
    await client.putRoutes({ generation: 5, services: [aService({ a: backend.address })] });
    equal((await send(before.httpPort, {})).body, "ok");
    await kill(client);
    await rejects(send(before.httpPort, {}));
    const after = await (await start()).status();
    notEqual(after.pid, before.pid);
    deepEqual([after.httpPort, after.httpsPort, after.generation], [before.httpPort, before.httpsPort, 5]);
    equal((await send(after.httpPort, {})).body, "ok");
  });

  it("is started again by its supervisor, until that is told to stop", async () => {
    const client = await start();
    await client.putRoutes({ generation: 1, services: [aService({ a: backend.address })] });
    const { httpPort, pid } = await client.status();
    const stopping = new AbortController();
    let restarts = 0;
    const failures: Error[] = [];
    const supervision = superviseIngress(
      { home, httpPort: 0, httpsPort: 0 },
      {
        signal: stopping.signal,
        everyMs: 20,
        onRestart: () => (restarts += 1),
        onFailure: (error) => failures.push(error),
      },
    );
    await eventually("it has looked", async () => (await client.status()).pid === pid);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await kill(client);
    await eventually(
      "it serves again",
      () =>
        send(httpPort, {}).then(
          ({ status }) => status === 200,
          () => false,
        ),
      30_000,
    );
    await eventually("restart is told", () => restarts === 1);
    stopping.abort();
    await supervision;
    await client.shutdown();
    equal(existsSync(homePaths(home).ingressSocket), false);
    deepEqual(failures, []);
  });

  it("says which port is taken, by whom, and what to do", async () => {
    const port = Number(backend.address.split(":")[1]);
    await rejects(start({ httpPort: port }), (error: Error) => {
      ok(error instanceof IngressNotStarted);
      const holder = process.platform === "linux" ? `\\S+ \\(pid ${process.pid}\\)` : "another program";
      match(
        error.message,
        new RegExp(
          `^the ingress did not start: port ${port} is in use by ${holder}: stop that, or choose another with --http-port`,
        ),
      );
      return true;
    });
    await rejects(createIngressClient(home).status());
  });

  it("shuts down: finishes what is in flight, refuses what is new, and its process is gone", async () => {
    const held: (() => void)[] = [];
    const slow = await startBackend((_request, response) => void held.push(() => response.end("slow")));
    const client = await start();
    const { httpPort, pid } = await client.status();
    await client.putRoutes({ generation: 1, services: [aService({ a: slow.address })] });
    const reply = send(httpPort, {});
    await eventually("in flight", () => held.length === 1);
    const down = client.shutdown();
    await eventually("new ones are refused", () =>
      send(httpPort, { host: "nobody" }).then(
        () => false,
        () => true,
      ),
    );
    held[0]!();
    equal((await reply).body, "slow");
    await down;
    try {
      process.kill(pid, 0);
      ok(false, "the process is still there");
    } catch (error) {
      equal((error as NodeJS.ErrnoException).code, "ESRCH");
    }
    await slow.close();
  });
});
