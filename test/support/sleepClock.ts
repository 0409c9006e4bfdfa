import type { Clock } from "../../provider/core/resource";

/** A clock on which only sleeping takes time. */
export function sleepClock(): Clock & { slept: number[] } {
  const slept: number[] = [];
  let now = Date.now();
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
