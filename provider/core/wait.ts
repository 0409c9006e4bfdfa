import { setTimeout as sleep } from "node:timers/promises";
import type { Call, Clock } from "./resource";

/** What a look at something under way found: its end, or what it is doing now. */
export type Look<Value> = { done: true; value: Value } | { done: false; doing: string };

/** The wait was longer than the call may take. What was waited for goes on. */
export class WaitedTooLong extends Error {
  constructor(
    readonly what: string,
    readonly afterMs: number,
    readonly doing: string,
  ) {
    super(
      `waited ${seconds(afterMs)} for ${what}, which is still ${doing}. It goes on by itself; the next run picks it up`,
    );
    this.name = "WaitedTooLong";
  }
}

/** How often a wait says that it still waits. */
export const SAY_EVERY_MS = 10_000;

/**
 * Looks again and again until `look` finds an end: the one polling loop of the provider. The pause grows from the API's pace. Throws
 * what `look` throws, `WaitedTooLong` when the call's time is over, and the signal's reason when the user cancels.
 */
export async function waitFor<Value>(what: string, call: Call, look: () => Promise<Look<Value>>): Promise<Value> {
  const { clock, signal } = call;
  const start = clock.now();
  const end = call.until ?? start + call.timeoutMs;
  let pause = call.api.pace.firstMs;
  let said = start;
  for (;;) {
    signal.throwIfAborted();
    const found = await look();
    if (found.done) return found.value;
    const waited = clock.now() - start;
    if (clock.now() >= end) throw new WaitedTooLong(what, waited, found.doing);
    if (clock.now() - said >= SAY_EVERY_MS) {
      call.log(`${what}: ${found.doing} (${seconds(waited)})`, true);
      said = clock.now();
    }
    await clock.sleep(Math.min(pause, end - clock.now()), signal);
    pause = Math.min(pause * 1.5, call.api.pace.mostMs);
  }
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

export function seconds(milliseconds: number): string {
  const whole = Math.round(milliseconds / 1000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
