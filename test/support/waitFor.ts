import { setTimeout as delay } from "node:timers/promises";

/** Asks until the answer is not undefined, at most `seconds`; then fails with `what`. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  seconds = 60,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${seconds} seconds`);
    await delay(50);
  }
}
