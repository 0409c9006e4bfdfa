import assert from "node:assert/strict";
import type { Api } from "./api";
import type { Call, Clock } from "./resource";
import { retryWhile } from "./retry";
import { type Look, WaitedTooLong, waitFor } from "./wait";

/** A clock on which only sleeping takes time. */
function aClock(): Clock & { slept: number[] } {
  const slept: number[] = [];
  let now = 0;
  return {
    slept,
    now: () => now,
    sleep: async (milliseconds, signal) => {
      signal.throwIfAborted();
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

function aCall(clock: Clock, rest: Partial<Call> = {}): Call & { said: string[] } {
  const said: string[] = [];
  return {
    said,
    api: { pace: { firstMs: 1_000, mostMs: 4_000 } } as Api,
    target: "aws",
    signal: new AbortController().signal,
    timeoutMs: 60_000,
    clock,
    log: (message) => said.push(message),
    ...rest,
  };
}

/** Looks that find nothing `times` times. */
function endsAfter(times: number): () => Promise<Look<string>> {
  let left = times;
  return async () => (left-- > 0 ? { done: false, doing: "in progress" } : { done: true, value: "end" });
}

describe("waiting", () => {
  it("looks at growing distances until there is an end", async () => {
    const clock = aClock();
    assert.equal(await waitFor("it", aCall(clock), endsAfter(5)), "end");
    assert.deepEqual(clock.slept, [1_000, 1_500, 2_250, 3_375, 4_000]);
  });

  it("ends with what was going on when the time is over", async () => {
    const clock = aClock();
    await assert.rejects(
      waitFor("the update of hello", aCall(clock), endsAfter(1_000)),
      (error) =>
        error instanceof WaitedTooLong &&
        /waited 1 min 0 s for the update of hello, which is still in progress/.test(error.message),
    );
    assert.equal(clock.now(), 60_000);
  });

  it("says from time to time that it still waits", async () => {
    const call = aCall(aClock());
    await waitFor("it", call, endsAfter(9));
    assert.deepEqual(call.said, ["it: in progress (12 s)", "it: in progress (24 s)"]);
  });

  it("stops with the user's reason", async () => {
    const cancelled = new AbortController();
    const call = aCall(aClock(), { signal: cancelled.signal });
    const waiting = waitFor("it", call, async () => {
      cancelled.abort(new Error("cancelled"));
      return { done: false, doing: "in progress" };
    });
    await assert.rejects(waiting, /cancelled/);
  });
});

describe("retrying", () => {
  const passing = (error: unknown): boolean => error instanceof Error && error.message === "passes";
  const failing = (times: number, message: string) => {
    let left = times;
    return async () => {
      if (left-- > 0) throw new Error(message);
      return "done";
    };
  };

  it("tries again while the error is one that passes", async () => {
    assert.equal(await retryWhile("it", aCall(aClock()), 30_000, passing, failing(3, "passes")), "done");
  });

  it("throws any other error at once", async () => {
    const clock = aClock();
    await assert.rejects(retryWhile("it", aCall(clock), 30_000, passing, failing(1, "stays")), /stays/);
    assert.deepEqual(clock.slept, []);
  });

  it("throws the error itself once its time is over", async () => {
    const clock = aClock();
    await assert.rejects(retryWhile("it", aCall(clock), 10_000, passing, failing(99, "passes")), /^Error: passes$/);
    assert.ok(clock.now() < 20_000);
  });
});
