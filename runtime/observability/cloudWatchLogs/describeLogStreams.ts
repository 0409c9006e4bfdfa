import type { DescribeLogStreamsRequest, DescribeLogStreamsResponse, LogStream } from "@aws-sdk/client-cloudwatch-logs";
import type { LogStream as StoredStream } from "../logs";
import { invalidParameter, type LogsContext, logGroupArn, readLimit, requireGroup } from "./context";
import { readToken, writeToken } from "./token";

/** A group's streams by name or by the time of their last event, at most 50 a page. */
export function describeLogStreams(input: DescribeLogStreamsRequest, context: LogsContext): DescribeLogStreamsResponse {
  const { orderBy = "LogStreamName", logStreamNamePrefix, descending = false, nextToken } = input;
  const byTime = orderBy === "LastEventTime";
  if (byTime && logStreamNamePrefix !== undefined) {
    throw invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
  }
  const limit = readLimit(input.limit, MOST_STREAMS);
  const group = requireGroup(input, context);
  const after = nextToken === undefined ? undefined : readToken(nextToken, isKey);

  const keys = context.store
    .streamNames(group)
    .filter((name) => name.startsWith(logStreamNamePrefix ?? ""))
    .map((name): Key => [byTime ? (context.store.describeStream(group, name)?.lastEventAt ?? 0) : 0, name])
    .sort((a, b) => (descending ? compare(b, a) : compare(a, b)))
    .filter((key) => after === undefined || (descending ? compare(key, after) < 0 : compare(key, after) > 0));
  const page = keys.slice(0, limit);
  const streams = page
    .map(([, name]) => context.store.describeStream(group, name))
    .filter((stream) => stream !== undefined);
  return {
    logStreams: streams.map((stream) => present(stream, `${logGroupArn(context, group)}:log-stream:${stream.name}`)),
    ...(keys.length > limit && { nextToken: writeToken(page.at(-1)) }),
  };
}

const MOST_STREAMS = 50;

/** What streams are ordered by: time (0 when it does not count), then name. */
type Key = [time: number, name: string];

function compare(a: Key, b: Key): number {
  return a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);
}

function isKey(value: unknown): value is Key {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === "number" && typeof value[1] === "string";
}

function present(stream: StoredStream, arn: string): LogStream {
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    ...(stream.firstEventAt !== undefined && { firstEventTimestamp: stream.firstEventAt }),
    ...(stream.lastEventAt !== undefined && { lastEventTimestamp: stream.lastEventAt }),
    ...(stream.lastIngestionAt !== undefined && { lastIngestionTime: stream.lastIngestionAt }),
    arn,
    // Always zero on AWS too, since June 2019.
    storedBytes: 0,
  };
}
