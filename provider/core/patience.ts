import type { Finding, Place } from "./account";
import { messageOf } from "./failure";
import type { Clock } from "./resource";

/** Each place has so long, once. */
const PLACE_MS = 2_500;

/** Refusals of a permission, in the words of the services that are asked. */
const DENIED = /AccessDenied|NotAuthorized|Unauthorized/i;

/** How long a preview waits for whom, and whom it has given up: the wait for one that does not answer is paid once. */
export class Patience {
  private readonly gone = new Set<Place>();

  constructor(
    private readonly clock: Clock,
    private readonly log: (message: string) => void,
  ) {}

  /**
   * What `look` finds, or nothing. Who is late, or cannot be reached, is asked no more. A place beside App Runner that refuses a look
   * refuses no other, and is no news: the checks take what permissions there are.
   */
  async wait(place: Place, look: () => Promise<Finding[]>): Promise<Finding[]> {
    if (this.gone.has(place)) return [];
    const ended = new AbortController();
    try {
      const work = look();
      work.catch(() => undefined);
      return await Promise.race([work, this.deadline(ended.signal)]);
    } catch (error) {
      this.giveUp(place, error);
      return [];
    } finally {
      ended.abort();
    }
  }

  private async deadline(ended: AbortSignal): Promise<never> {
    await this.clock.sleep(PLACE_MS, ended);
    throw new Late(`no answer within ${PLACE_MS / 1000} s`);
  }

  private giveUp(place: Place, error: unknown): void {
    if (place !== "the account" && wasAnswered(error)) return;
    if (this.gone.has(place)) return;
    this.gone.add(place);
    if (place === "the account" || error instanceof Late) this.log(`without a look at ${place}: ${messageOf(error)}`);
  }
}

class Late extends Error {}

/** A refusal is about one thing; anything that no answer came for is about the place. */
function wasAnswered(error: unknown): boolean {
  const { name = "", $metadata } = (error ?? {}) as { name?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  return DENIED.test(name) || (status !== undefined && status < 500);
}
