import type { Clock } from "./clock";
import type { Target } from "./target";

/** What became of drained targets. */
export interface DrainResult {
  /** Ids with nothing in flight any more. */
  drained: string[];
  /** Ids that still had requests when the time was up, with how many were ended. */
  cut: { id: string; inFlight: number }[];
}

/**
 * Lets targets finish: they get no new request; answers when none has one in flight, or after `timeoutMs` with what was cut. When
 * `signal` aborts (whoever asked has gone) they go on draining, but nothing is cut.
 */
export async function drain(
  targets: readonly Target[],
  timeoutMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<DrainResult> {
  for (const target of targets) target.draining = true;
  await idleOrLate(targets, timeoutMs, clock, signal);
  const late = targets.filter((target) => target.inFlight > 0);
  const cut = late.map((target) => ({ id: target.route.id, inFlight: target.inFlight }));
  if (!signal.aborted) for (const target of late) target.cut();
  return { drained: targets.filter((target) => !late.includes(target)).map((target) => target.route.id), cut };
}

function idleOrLate(targets: readonly Target[], timeoutMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let busy = targets.length;
    const cancels: (() => void)[] = [];
    const end = (): void => {
      for (const cancel of cancels) cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    if (busy === 0 || signal.aborted) return end();
    signal.addEventListener("abort", end, { once: true });
    cancels.push(clock.after(timeoutMs, end));
    for (const target of targets) {
      cancels.push(
        target.whenIdle(() => {
          busy -= 1;
          if (busy === 0) end();
        }),
      );
    }
  });
}
