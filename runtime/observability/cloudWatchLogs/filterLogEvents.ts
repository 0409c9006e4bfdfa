import type {
  FilteredLogEvent,
  FilterLogEventsRequest,
  FilterLogEventsResponse,
} from "@aws-sdk/client-cloudwatch-logs";
import { compileFilterPattern } from "../filterPattern";
import { canNameFolder } from "../folderName";
import { eventId, type StoredEvent } from "../logEvent";
import type { Position } from "../logFiles";
import type { Skipped } from "../logs";
import { invalidParameter, type LogsContext, readLimit, requireGroup } from "./context";
import { isWithin, MOST_EVENTS, PageBudget, SCAN_BYTES } from "./page";
import { readPosition, readToken, writePosition, writeToken } from "./token";

/**
 * Events of a group's streams, interleaved by time, that match a pattern; the oldest first unless `startFromHead` is false. A page
 * that read much and found little comes with a token and few events. `endTime` itself is in, as on AWS.
 */
export function filterLogEvents(input: FilterLogEventsRequest, context: LogsContext): FilterLogEventsResponse {
  const limit = readLimit(input.limit, MOST_EVENTS);
  const matches = compileFilterPattern(input.filterPattern);
  const group = requireGroup(input, context);
  const streams = wantedStreams(input, context.store.streamNames(group));
  const token = input.nextToken === undefined ? undefined : readToken(input.nextToken, isPlace);
  const forward = token ? token.forward : (input.startFromHead ?? true);
  const wanted = (line: StoredEvent | Skipped): line is StoredEvent =>
    isWithin(line, input.startTime, input.endTime) && matches(line.message);

  const scan = { left: SCAN_BYTES };
  const cursors = streams.map((stream) => {
    const at = token?.streams[stream] === undefined ? undefined : readPosition(token.streams[stream]);
    const { store } = context;
    const from = at ?? (forward ? START : store.endOf(group, stream));
    const lines = forward ? store.eventsAfter(group, stream, from) : store.eventsBefore(group, stream, from);
    return new Cursor(stream, lines, wanted, forward, from, scan);
  });
  const events = merge(cursors, forward, new PageBudget(limit));
  const rest = cursors.some((cursor) => !cursor.atEnd);
  return {
    events,
    searchedLogStreams: [],
    ...(rest && { nextToken: writeToken(placeOf(cursors, forward)) }),
  };
}

const START: Position = { file: 1, offset: 0 };

/** Where the next page begins: the place in every stream. */
interface Place {
  forward: boolean;
  streams: Record<string, string>;
}

/** One stream being read: the next event that matches, and the place before it. */
class Cursor {
  head: StoredEvent | undefined;
  atEnd = false;
  private readonly lines: Iterator<StoredEvent | Skipped>;

  constructor(
    readonly stream: string,
    lines: Iterable<StoredEvent | Skipped>,
    private readonly wanted: (line: StoredEvent | Skipped) => line is StoredEvent,
    private readonly forward: boolean,
    /** Everything before this place (after it, going backward) has been read and answered. */
    public place: Position,
    private readonly scan: { left: number },
  ) {
    this.lines = lines[Symbol.iterator]();
  }

  /** Reads up to the next match; without one `head` is undefined: the stream is at its end, or the page has read enough. */
  advance(): void {
    if (this.head) this.place = this.forward ? this.head.end : this.head.start;
    this.head = undefined;
    while (this.scan.left > 0) {
      const { value: line, done } = this.lines.next();
      if (done) {
        this.atEnd = true;
        return;
      }
      this.scan.left -= Math.abs(line.end.offset - line.start.offset);
      if (this.wanted(line)) {
        this.head = line;
        return;
      }
      this.place = this.forward ? line.end : line.start;
    }
  }
}

/** Takes events in the order of their times until the page is full or a stream cannot say what it has next. */
function merge(cursors: readonly Cursor[], forward: boolean, budget: PageBudget): FilteredLogEvent[] {
  const events: FilteredLogEvent[] = [];
  for (const cursor of cursors) cursor.advance();
  while (cursors.every((cursor) => cursor.head || cursor.atEnd)) {
    const next = nextOf(cursors, forward);
    if (!next?.head || !budget.take(next.head)) break;
    const { timestamp, ingestionTime, message } = next.head;
    events.push({
      logStreamName: next.stream,
      timestamp,
      message,
      ingestionTime,
      eventId: eventId(next.head, next.stream),
    });
    next.advance();
  }
  return events;
}

function nextOf(cursors: readonly Cursor[], forward: boolean): Cursor | undefined {
  let next: Cursor | undefined;
  for (const cursor of cursors) {
    if (!cursor.head) continue;
    const sooner =
      !next?.head ||
      (forward ? cursor.head.timestamp < next.head.timestamp : cursor.head.timestamp > next.head.timestamp);
    if (sooner) next = cursor;
  }
  return next;
}

function wantedStreams(
  { logStreamNames, logStreamNamePrefix }: FilterLogEventsRequest,
  present: readonly string[],
): string[] {
  if (logStreamNames !== undefined && logStreamNamePrefix !== undefined) {
    throw invalidParameter("logStreamNamePrefix and logStreamNames are mutually exclusive.");
  }
  const names = logStreamNames && new Set(logStreamNames.filter(canNameFolder));
  return present.filter((name) => name.startsWith(logStreamNamePrefix ?? "") && (names?.has(name) ?? true));
}

function placeOf(cursors: readonly Cursor[], forward: boolean): Place {
  return { forward, streams: Object.fromEntries(cursors.map(({ stream, place }) => [stream, writePosition(place)])) };
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== "object" || value === null) return false;
  const { forward, streams } = value as Partial<Place>;
  if (typeof forward !== "boolean" || typeof streams !== "object" || streams === null) return false;
  return Object.values(streams).every((text) => typeof text === "string" && readPosition(text) !== undefined);
}
