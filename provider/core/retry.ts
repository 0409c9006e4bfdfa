import { messageOf } from "./failure";
import type { Call } from "./resource";
import { waitFor } from "./wait";

/**
 * Tries `attempt` again while it fails with an error that `passes` (role propagation, an association that is released late), for at
 * most `withinMs` and as long as the call may take. Then, and on any other error, throws the error itself.
 */
export async function retryWhile<Value>(
  what: string,
  call: Call,
  withinMs: number,
  passes: (error: unknown) => boolean,
  attempt: () => Promise<Value>,
): Promise<Value> {
  const { clock } = call;
  const until = Math.min(clock.now() + withinMs, call.until ?? Number.POSITIVE_INFINITY);
  return waitFor(what, call, async () => {
    try {
      return { done: true, value: await attempt() };
    } catch (error) {
      if (!passes(error) || clock.now() >= until) throw error;
      return { done: false, doing: `refused: ${messageOf(error)}` };
    }
  });
}
