import type { GetLogEventsRequest, GetLogEventsResponse } from "@aws-sdk/client-cloudwatch-logs";
import { canNameFolder } from "../folderName";
import type { StoredEvent } from "../logEvent";
import type { Position } from "../logFiles";
import type { Skipped } from "../logs";
import { invalidParameter, type LogsContext, notFound, readLimit, requireGroup } from "./context";
import { isWithin, MOST_EVENTS, PageBudget, SCAN_BYTES } from "./page";
import { readPosition, writePosition } from "./token";

/**
 * Events of one stream, in order; the latest ones unless `startFromHead`. Tokens go on in either direction for ever: at an end
 * the same token comes back. `endTime` itself is out, as on AWS.
 */
export function getLogEvents(input: GetLogEventsRequest, context: LogsContext): GetLogEventsResponse {
  const limit = readLimit(input.limit, MOST_EVENTS);
  const group = requireGroup(input, context);
  const stream = input.logStreamName ?? "";
  if (!canNameFolder(stream) || !context.store.streamNames(group).includes(stream)) {
    throw notFound("The specified log stream does not exist.");
  }
  const { forward, at } = readStart(input);
  const from = at ?? (forward ? START : context.store.endOf(group, stream));
  const lines = forward
    ? context.store.eventsAfter(group, stream, from)
    : context.store.eventsBefore(group, stream, from);
  const { events, reached } = collect(lines, input, forward, limit, from);
  const [older, newer] = forward ? [from, reached] : [reached, from];
  return {
    events: (forward ? events : events.reverse()).map(({ timestamp, message, ingestionTime }) => ({
      timestamp,
      message,
      ingestionTime,
    })),
    nextBackwardToken: `b/${writePosition(older)}`,
    nextForwardToken: `f/${writePosition(newer)}`,
  };
}

const START: Position = { file: 1, offset: 0 };

function readStart({ nextToken, startFromHead = false }: GetLogEventsRequest): {
  forward: boolean;
  at: Position | undefined;
} {
  if (nextToken === undefined) return { forward: startFromHead, at: undefined };
  const at = readPosition(nextToken.slice(2));
  if (!at || !/^[bf]\//.test(nextToken)) throw invalidParameter("The specified nextToken is invalid.");
  return { forward: nextToken.startsWith("f"), at };
}

function collect(
  lines: Iterable<StoredEvent | Skipped>,
  { startTime, endTime }: GetLogEventsRequest,
  forward: boolean,
  limit: number,
  from: Position,
): { events: StoredEvent[]; reached: Position } {
  const budget = new PageBudget(limit);
  const events: StoredEvent[] = [];
  const lastTime = endTime === undefined ? undefined : endTime - 1;
  let reached = from;
  let scanned = 0;
  for (const line of lines) {
    if (isWithin(line, startTime, lastTime)) {
      if (!budget.take(line)) break;
      events.push(line);
    }
    reached = forward ? line.end : line.start;
    scanned += Math.abs(line.end.offset - line.start.offset);
    if (scanned > SCAN_BYTES) break;
  }
  return { events, reached };
}
