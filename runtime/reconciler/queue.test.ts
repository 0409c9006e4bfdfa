import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { KeyedQueue, type Outcome } from "./queue";

describe("the reconciler's queue", () => {
  it("works a key that waits twice once, and again when it was added meanwhile", async () => {
    const gate = createGate();
    const runs: string[] = [];
    const queue = aQueue(async (key) => {
      runs.push(key);
      if (runs.length === 1) await gate.opened;
      return { done: true };
    });
    queue.add("a");
    queue.add("a");
    queue.add("a");
    gate.open();
    await until(() => runs.length === 2);
    await queue.close();
    assert.deepEqual(runs, ["a", "a"]);
  });

  it("never works one key twice at the same time, but different keys side by side", async () => {
    const working = new Map<string, number>();
    let most = 0;
    const queue = aQueue(async (key) => {
      working.set(key, (working.get(key) ?? 0) + 1);
      assert.equal(working.get(key), 1);
      most = Math.max(
        most,
        [...working.values()].reduce((sum, n) => sum + n),
      );
      await delay(1);
      working.set(key, 0);
      return { done: true };
    });
    for (let i = 0; i < 30; i++) queue.add(`key-${i % 3}`);
    await until(() => most === 3 && [...working.values()].every((n) => n === 0));
    await queue.close();
  });

  it("tries a failed key again, and a nudge does not shorten the wait", async () => {
    let runs = 0;
    const errors: unknown[] = [];
    const queue = aQueue(async () => {
      if (++runs < 3) throw new Error("not yet");
      return { done: true };
    }, errors);
    queue.add("a");
    await until(() => errors.length === 1);
    queue.nudge("a");
    assert.equal(runs, 1);
    await until(() => runs === 3);
    await queue.close();
    assert.equal(errors.length, 2);
  });

  it("aborts what runs when it is closed and takes nothing more", async () => {
    let aborted = false;
    const queue = aQueue(
      (_, signal) =>
        new Promise<Outcome>((_resolve, reject) =>
          signal.addEventListener("abort", () => {
            aborted = true;
            reject(signal.reason);
          }),
        ),
    );
    queue.add("a");
    await queue.close();
    queue.add("b");
    assert.ok(aborted);
  });
});

function aQueue(work: (key: string, signal: AbortSignal) => Promise<Outcome>, errors: unknown[] = []): KeyedQueue {
  return new KeyedQueue({
    concurrency: 3,
    firstRetryMs: 5,
    maxRetryMs: 10,
    work,
    onError: (_, error) => errors.push(error),
  });
}

function createGate(): { opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("the condition did not come true within 5 seconds");
    await delay(1);
  }
}
