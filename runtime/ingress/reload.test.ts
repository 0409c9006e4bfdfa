import { deepEqual, equal, ok } from "node:assert/strict";
import { Agent } from "node:http";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type Backend, startBackend } from "../../test/support/backend";
import { aService, IngressWorld } from "../../test/support/ingressWorld";

/** The promise of a deployment: whoever calls meanwhile gets an answer, of the old version or of the new. */
describe("a change of versions under load", () => {
  let world: IngressWorld;
  beforeEach(async () => {
    world = await IngressWorld.open();
  });
  afterEach(() => world.close());

  const startVersion = (name: string): Promise<Backend> =>
    startBackend((incoming, response) => {
      incoming.resume();
      incoming.on("end", () => setTimeout(() => response.end(name), Math.random() * 20));
    });

  it("loses no request, of any method, with old instances stopped as soon as they are drained", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const answers = new Map<string, number>();
    const failures: string[] = [];
    let stop = false;
    let sent = 0;
    const caller = async (number: number): Promise<void> => {
      while (!stop) {
        sent += 1;
        const method = number % 2 ? "POST" : "GET";
        const body = method === "POST" ? "x".repeat(2000) : undefined;
        try {
          const { status, body: name } = await world.call({ agent, method, body });
          if (status === 200) answers.set(name, (answers.get(name) ?? 0) + 1);
          else failures.push(`${status} ${name}`);
        } catch (error) {
          failures.push((error as Error).message);
        }
      }
    };

    let running: Record<string, Backend> = { "v0-a": await startVersion("v0"), "v0-b": await startVersion("v0") };
    const routed = () =>
      world.route(aService(Object.fromEntries(Object.entries(running).map(([id, { address }]) => [id, address]))));
    await routed();
    const callers = Array.from({ length: 20 }, (_, number) => caller(number));
    const rounds = 15;
    for (let round = 1; round <= rounds; round++) {
      const old = running;
      running = { [`v${round}-a`]: await startVersion(`v${round}`), [`v${round}-b`]: await startVersion(`v${round}`) };
      await routed();
      const { cut } = await world.client.drain(Object.keys(old), 5_000);
      deepEqual(cut, []);
      for (const backend of Object.values(old)) await backend.close();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    stop = true;
    await Promise.all(callers);
    for (const backend of Object.values(running)) await backend.close();
    agent.destroy();

    deepEqual(failures, []);
    equal(
      [...answers.values()].reduce((a, b) => a + b, 0),
      sent,
    );
    ok(answers.size === rounds + 1, `every version answered: ${[...answers.keys()].join(" ")}`);
  });

  it("never puts more than the concurrency on an instance", async () => {
    let now = 0;
    let most = 0;
    const counted = await startBackend((_request, response) => {
      most = Math.max(most, ++now);
      setTimeout(() => {
        now -= 1;
        response.end("ok");
      }, 5);
    });
    await world.route(aService({ a: counted.address }, { maxConcurrency: 4 }));
    const statuses = await Promise.all(Array.from({ length: 200 }, async () => (await world.call()).status));
    equal(most, 4);
    deepEqual([...new Set(statuses)].sort(), [200, 429]);
    await counted.close();
  });
});
