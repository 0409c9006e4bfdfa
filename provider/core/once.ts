import { messageOf } from "./failure";
import type { Call } from "./resource";
import { isUncertain } from "./uncertain";

/** A write that must not be done twice. */
export interface Write<Value> {
  send(): Promise<Value>;
  /** What was done, by a name that nothing else has: an ARN, an operation's id. Left out where `find` does not ask the attempt. */
  idOf?(value: Value): string | undefined;
  /** What one of the attempts did of which no answer came; undefined when nothing is to be seen of it. */
  find(attempt: Attempt): Promise<Value | undefined>;
}

/** The attempts of which nobody knows what became. */
export interface Attempt {
  /**
   * True when what has that id and that time, by the API's own clock, may be the doing of these attempts; false for what was there
   * before, and for what this process knows to be the doing of others.
   */
  mayHaveMade(id: string | undefined, time: Date | undefined): boolean;
}

/** Tries before a write without an answer is given up. */
const TRIES = 4;
/** Looks after each: what was sent may still be on its way when the connection breaks. */
const LOOKS = 3;
/** An HTTP date and some of the API's own have whole seconds. */
const BLUR_MS = 2_000;

/** What writes of this process have done. */
const known = new Set<string | undefined>();

/**
 * Does a write once. When its answer was lost, it is first looked whether it was done, and what it did is taken for the answer; only
 * what was not done is tried again. A refusal after a lost answer (the name is taken, another operation runs) may be due to the lost
 * attempt itself, so it is looked then too. Throws the refusal, or after the last try what was wrong with it.
 */
export async function once<Value>(what: string, call: Call, write: Write<Value>): Promise<Value> {
  const done = await doOnce(what, call, write);
  known.add(write.idOf?.(done));
  return done;
}

async function doOnce<Value>(what: string, call: Call, { send, find }: Write<Value>): Promise<Value> {
  const lost = new LostAttempts(call);
  for (let tries = 1; ; tries++) {
    const begun = call.clock.now();
    let error: unknown;
    try {
      return await send();
    } catch (failure) {
      error = failure;
    }
    const uncertain = isUncertain(error);
    if (call.signal.aborted || (!uncertain && !lost.any)) throw error;
    lost.add(begun);
    if (uncertain) call.log(`${what}: the answer was lost (${messageOf(error)}); looking whether it was done`);
    const found = await look(what, error, call, () => find(lost));
    if (found !== undefined) return found;
    if (!uncertain) throw error;
    if (tries >= TRIES || call.clock.now() >= (call.until ?? Number.POSITIVE_INFINITY)) {
      throw new Error(`${what}: no answer after ${tries} tries, and nothing of it is to be seen: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }
}

async function look<Value>(
  what: string,
  cause: unknown,
  { clock, api, signal }: Call,
  find: () => Promise<Value | undefined>,
): Promise<Value | undefined> {
  try {
    for (let looks = 1; ; looks++) {
      const found = await find();
      if (found !== undefined || looks === LOOKS) return found;
      await clock.sleep(api.pace.firstMs, signal);
    }
  } catch (error) {
    const message = `${what}: the answer was lost (${messageOf(cause)}), and whether it was done cannot be seen: ${messageOf(error)}`;
    throw new Error(message, { cause });
  }
}

/** Local time is put into the API's at the look, whose answers say what the API's clock is. */
class LostAttempts implements Attempt {
  private first: number | undefined;

  constructor(private readonly call: Call) {}

  get any(): boolean {
    return this.first !== undefined;
  }

  add(begun: number): void {
    this.first ??= begun;
  }

  mayHaveMade(id: string | undefined, time: Date | undefined): boolean {
    if (id === undefined || known.has(id) || time === undefined || this.first === undefined) return false;
    return time.getTime() >= this.first + this.call.api.aheadMs() - BLUR_MS;
  }
}
