import { messageOf } from "./failure";
import type { Call } from "./resource";
import { waitFor } from "./wait";

/**
 * Tries `attempt` again while it fails with an error that `passes` (role propagation, an association that is released late), for at
 * most `withinMs`. Then, and on any other error, throws the error itself.
 */
export async function retryWhile<Value>(
  what: string,
  call: Call,
  withinMs: number,
  passes: (error: unknown) => boolean,
  attempt: () => Promise<Value>,
): Promise<Value> {
  const until = call.clock.now() + withinMs;
  return waitFor(what, call, async () => {
    try {
      return { done: true, value: await attempt() };
    } catch (error) {
      if (!passes(error) || call.clock.now() >= until) throw error;
      return { done: false, doing: `refused: ${messageOf(error)}` };
    }
  });
}
