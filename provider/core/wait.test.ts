import assert from "node:assert/strict";
import { sleepClock } from "../../test/support/sleepClock";
import type { Api } from "./api";
import type { Call, Clock } from "./resource";
import { retryWhile } from "./retry";
import { type Look, WaitedTooLong, waitFor } from "./wait";

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

const sum = (all: number[]): number => all.reduce((one, other) => one + other, 0);

/** Looks that find nothing `times` times. */
function endsAfter(times: number): () => Promise<Look<string>> {
  let left = times;
  return async () => (left-- > 0 ? { done: false, doing: "in progress" } : { done: true, value: "end" });
}

describe("waiting", () => {
  it("looks at growing distances until there is an end", async () => {
    const clock = sleepClock();
    assert.equal(await waitFor("it", aCall(clock), endsAfter(5)), "end");
    assert.deepEqual(clock.slept, [1_000, 1_500, 2_250, 3_375, 4_000]);
  });

  it("ends with what was going on when the time is over", async () => {
    const clock = sleepClock();
    await assert.rejects(
      waitFor("the update of hello", aCall(clock), endsAfter(1_000)),
      (error) =>
        error instanceof WaitedTooLong &&
        /waited 1 min 0 s for the update of hello, which is still in progress/.test(error.message),
    );
    assert.equal(sum(clock.slept), 60_000);
  });

  it("says from time to time that it still waits", async () => {
    const call = aCall(sleepClock());
    await waitFor("it", call, endsAfter(9));
    assert.deepEqual(call.said, ["it: in progress (12 s)", "it: in progress (24 s)"]);
  });

  it("stops with the user's reason", async () => {
    const cancelled = new AbortController();
    const call = aCall(sleepClock(), { signal: cancelled.signal });
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
    assert.equal(await retryWhile("it", aCall(sleepClock()), 30_000, passing, failing(3, "passes")), "done");
  });

  it("throws any other error at once", async () => {
    const clock = sleepClock();
    await assert.rejects(retryWhile("it", aCall(clock), 30_000, passing, failing(1, "stays")), /stays/);
    assert.deepEqual(clock.slept, []);
  });

  it("throws the error itself once its time is over", async () => {
    const clock = sleepClock();
    await assert.rejects(retryWhile("it", aCall(clock), 10_000, passing, failing(99, "passes")), /^Error: passes$/);
    assert.ok(sum(clock.slept) < 20_000);
  });
});
