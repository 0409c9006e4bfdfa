import type { StoredEvent } from "../logEvent";
import type { Skipped } from "../logs";

/** Bounds of one page of events: CloudWatch Logs' 10,000 events and 1 MB. */
export const MOST_EVENTS = 10_000;
const LARGEST_PAGE_BYTES = 1024 * 1024;

/** How much is read for one page at most. A page that ends for this has a token to go on, and perhaps no event. */
export const SCAN_BYTES = 8 * 1024 * 1024;

/** Counts what a page holds and says when it is full; the first event always fits. */
export class PageBudget {
  private count = 0;
  private bytes = 0;

  constructor(private readonly limit: number) {}

  take({ message }: StoredEvent): boolean {
    // 26 bytes an event beside its text, as CloudWatch Logs reckons.
    const bytes = Buffer.byteLength(message) + 26;
    if (this.count >= this.limit || (this.count > 0 && this.bytes + bytes > LARGEST_PAGE_BYTES)) return false;
    this.count += 1;
    this.bytes += bytes;
    return true;
  }
}

/** Whether a stored line is an event within a range of times; both bounds count as in. */
export function isWithin(
  event: StoredEvent | Skipped,
  startTime: number | undefined,
  lastTime: number | undefined,
): event is StoredEvent {
  if (event.message === undefined) return false;
  return (
    event.timestamp >= (startTime ?? Number.NEGATIVE_INFINITY) &&
    event.timestamp <= (lastTime ?? Number.POSITIVE_INFINITY)
  );
}
