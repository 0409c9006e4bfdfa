import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { homePaths } from "../../api/home";
import { type Backend, startBackend } from "../../test/support/backend";
import { eventually } from "../../test/support/eventually";
import { aService, IngressWorld } from "../../test/support/ingressWorld";
import { createIngressClient } from "./client";
import { CONTROL_VERSION } from "./control";
import { controlSocketPath } from "./controlSocket";
import { IngressRefused, IngressUnreachable, RoutesRefused } from "./failures";
import { openIngress } from "./ingress";

describe("ingress control", () => {
  let world: IngressWorld;
  let backend: Backend;
  const held: (() => void)[] = [];
  beforeEach(async () => {
    held.length = 0;
    backend = await startBackend((incoming, response) => {
      if (incoming.url === "/slow") held.push(() => response.end("slow"));
      else response.end("ok");
    });
    world = await IngressWorld.open();
  });
  afterEach(async () => {
    await world.close();
    await backend.close();
  });

  it("says its process, ports, generation and version", async () => {
    const status = await world.client.status();
    deepEqual(
      { ...status, startedAt: "" },
      {
        pid: process.pid,
        httpPort: world.port,
        httpsPort: status.httpsPort,
        generation: 0,
        startedAt: "",
        version: CONTROL_VERSION,
      },
    );
    equal(new Date(status.startedAt).toISOString(), status.startedAt);
    await world.route(aService({ a: backend.address }));
    equal((await world.client.status()).generation, 1);
  });

  it("refuses an older table and keeps the one in force; takes the same generation again", async () => {
    const table = { generation: 7, services: [aService({ a: backend.address })] };
    await world.client.putRoutes(table);
    await rejects(world.client.putRoutes({ generation: 6, services: [] }), (error: RoutesRefused) => {
      equal(error.name, "RoutesRefused");
      equal(error.generation, 7);
      return error instanceof RoutesRefused;
    });
    equal((await world.call()).status, 200);
    await world.client.putRoutes({ generation: 7, services: [] });
    equal((await world.call()).status, 404);
  });

  it("refuses a table it cannot read, and says where", async () => {
    const good = aService({ a: backend.address });
    await world.client.putRoutes({ generation: 1, services: [good] });
    for (const [services, where] of [
      [[{ ...good, maxConcurrency: 0 }], "services[0].maxConcurrency: a whole number of at least 1 is expected"],
      [[good, { ...good, state: "on" }], "services[1].state: one of running, paused, unavailable is expected"],
      [
        [{ ...good, targets: [{ id: "a", address: "file:///etc" }] }],
        'services[0].targets[0].address: "file:///etc" is not host:port',
      ],
      [[{ ...good, healthCheck: undefined }], "services[0].healthCheck: an object is expected"],
      ["all", "services: a list is expected"],
    ] as const) {
      await rejects(world.client.putRoutes({ generation: 2, services: services as never }), new IngressRefused(where));
    }
    equal((await world.client.status()).generation, 1);
    equal((await world.call()).status, 200);
  });

  it("answers what it does not have and bodies that are no JSON", async () => {
    deepEqual(await ask(world.home, "GET", "/"), [404, { error: "the ingress has no GET /" }]);
    equal((await ask(world.home, "PUT", "/routes", "{"))[0], 400);
    equal((await ask(world.home, "PUT", "/routes", "null"))[0], 400);
    equal((await ask(world.home, "POST", "/drain", '{"targets":"a"}'))[0], 400);
  });

  it("is open to its owner only", () => {
    equal(statSync(controlSocketPath(world.home)!).mode & 0o777, 0o600);
    equal(statSync(homePaths(world.home).ingressTable).mode & 0o777, 0o600);
  });

  it("drains an instance: requests in flight end, new ones go elsewhere, then it answers", async () => {
    const other = await startBackend((_request, response) => void response.end("other"));
    await world.route(aService({ a: backend.address }));
    const slow = world.call({ path: "/slow" });
    await eventually("in flight", () => held.length === 1);
    await world.route(aService({ b: other.address }));
    let drained = false;
    const drain = world.client.drain(["a"], 10_000).then((result) => {
      drained = true;
      return result;
    });
    for (let i = 0; i < 10; i++) equal((await world.call()).body, "other");
    equal(drained, false);
    held[0]!();
    equal((await slow).body, "slow");
    deepEqual(await drain, { drained: ["a"], cut: [] });
    deepEqual(
      (await world.client.targets()).map(({ id }) => id),
      ["b"],
    );
    await other.close();
  });

  it("cuts what a drained instance has not finished in time: 503 for the client", async () => {
    await world.route(aService({ a: backend.address }));
    const slow = world.call({ path: "/slow" });
    await eventually("in flight", () => held.length === 1);
    await world.route(aService({}));
    deepEqual(await world.client.drain(["a"], 50), { drained: [], cut: [{ id: "a", inFlight: 1 }] });
    const { status, body } = await slow;
    equal(status, 503);
    match(body, /connection termination$/);
  });

  it("goes on draining, but cuts nothing, when the control plane gives up", async () => {
    await world.route(aService({ a: backend.address }));
    const slow = world.call({ path: "/slow" });
    await eventually("in flight", () => held.length === 1);
    const asked = new AbortController();
    const drain = world.client.drain(["a"], 100, asked.signal);
    await eventually("draining", async () => (await world.call()).status === 503);
    asked.abort(new Error("enough"));
    await rejects(drain, /enough/);
    await new Promise((resolve) => setTimeout(resolve, 200));
    held[0]!();
    equal((await slow).body, "slow");
  });

  it("keeps the table and the ports over a restart, and checks health anew", async () => {
    await world.route(aService({ a: backend.address }));
    const before = await world.client.status();
    await eventually("healthy", async () => (await world.client.targets())[0]!.health === "healthy");
    await world.close({ keepHome: true });
    world = await IngressWorld.open({ home: world.home });
    const { httpPort, httpsPort, generation } = await world.client.status();
    deepEqual(
      { httpPort, httpsPort, generation },
      { httpPort: before.httpPort, httpsPort: before.httpsPort, generation: 1 },
    );
    equal((await world.call()).status, 200);
    await eventually("healthy again", async () => (await world.client.targets())[0]!.health === "healthy");
  });

  it("starts without a table when the saved one is damaged, and says so", async () => {
    await world.close({ keepHome: true });
    writeFileSync(homePaths(world.home).ingressTable, '{"table":{"generation":1,"serv');
    const lines: string[] = [];
    const ingress = await openIngress({ home: world.home, httpPort: 0, httpsPort: 0, log: (line) => lines.push(line) });
    equal(ingress.status().generation, 0);
    match(lines.join("\n"), /routing table in .* is not used: .*; the control plane sends it again/);
    await ingress.close();
    world = await IngressWorld.open({ home: world.home });
  });

  it("says that a table is in force but not saved when the home cannot be written", async () => {
    const file = `${homePaths(world.home).ingressTable}.${process.pid}.tmp`;
    // A folder in the way of the temporary file stops root too, unlike a mode.
    mkdirSync(file);
    await rejects(world.route(aService({ a: backend.address })), /in force but could not be saved: .*EISDIR/);
    equal((await world.call()).status, 200);
    rmSync(file, { recursive: true });
  });

  it("uses a short path when the home's is too long for a socket, and names it in the home", async () => {
    const home = join(mkdtempSync(join(tmpdir(), "ingress-")), "x".repeat(120));
    const long = await IngressWorld.open({ home });
    const path = controlSocketPath(home)!;
    equal(existsSync(path), true);
    equal(readFileSync(join(home, "ingress.sock.path"), "utf8"), path);
    equal(statSync(join(path, "..")).mode & 0o777, 0o700);
    equal((await createIngressClient(home).status()).pid, process.pid);
    await long.close({ keepHome: true });
    deepEqual([existsSync(join(path, "..")), existsSync(join(home, "ingress.sock.path"))], [false, false]);
    rmSync(join(home, ".."), { recursive: true });
  });

  it("is unreachable before it has run and after it has ended", async () => {
    const home = mkdtempSync(join(tmpdir(), "ingress-"));
    await rejects(createIngressClient(home).status(), IngressUnreachable);
    await rejects(createIngressClient(`${home}/${"x".repeat(120)}`).status(), /no ingress has run for/);
    await createIngressClient(home).shutdown();
    rmSync(home, { recursive: true });
  });
});

function ask(home: string, method: string, path: string, body?: string): Promise<[number, unknown]> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath: controlSocketPath(home), method, path, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve([response.statusCode ?? 0, JSON.parse(text)]));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
