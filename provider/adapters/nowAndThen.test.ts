import assert from "node:assert/strict";
import { sleepClock } from "../../test/support/sleepClock";
import type { Api } from "../core/api";
import { waitFor } from "../core/wait";
import { nowAndThen } from "./nowAndThen";

describe("the dynamic provider's progress", () => {
  it("is a line every half a minute with the time that has passed, and everything else at once", async () => {
    const clock = sleepClock();
    const said: string[] = [];
    const log = nowAndThen(clock, (message) => said.push(message));
    let looks = 0;
    const call = {
      api: { pace: { firstMs: 2_000, mostMs: 8_000 } } as Api,
      target: "aws" as const,
      signal: new AbortController().signal,
      timeoutMs: 600_000,
      clock,
      log,
    };
    log("resuming service hello");
    await waitFor("the update of service hello", call, async () =>
      ++looks < 15 ? { done: false, doing: "in progress" } : { done: true, value: undefined },
    );
    assert.deepEqual(said, [
      "resuming service hello",
      "the update of service hello: in progress (32 s)",
      "the update of service hello: in progress (1 min 4 s)",
    ]);
  });
});
