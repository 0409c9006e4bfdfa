import type { Client } from "../../provider/client";

export interface LogLine {
  /** Milliseconds since the epoch. */
  at: number;
  message: string;
}

/** A log stream that is read from where the last reading ended. */
export interface LogStream {
  readonly name: string;
  /** The lines since the last call; none while the stream does not exist. */
  next(): Promise<LogLine[]>;
}

/** One reading takes at most so many pages: a stream that grows faster than it is read must not hold a command for ever. */
const PAGES_PER_READ = 50;

/** Opens a stream of a CloudWatch Logs group at its start, or at its last `tail` lines. */
export function openLogStream(client: Client, group: string, name: string, tail?: number): LogStream {
  let token: string | undefined;
  const readPage = async (): Promise<LogLine[] | undefined> => {
    const first = token === undefined;
    const page = await client.logs("GetLogEvents", {
      logGroupName: group,
      logStreamName: name,
      startFromHead: !(first && tail !== undefined),
      nextToken: token,
      // CloudWatch Logs takes no limit of 0.
      limit: first && tail !== undefined ? Math.max(tail, 1) : undefined,
    });
    const isEnd = page.nextForwardToken === token;
    token = page.nextForwardToken;
    const lines = (page.events ?? []).map((event) => ({ at: event.timestamp ?? 0, message: event.message ?? "" }));
    if (first && tail !== undefined) return tail === 0 ? [] : lines.slice(-tail);
    return isEnd && lines.length === 0 ? undefined : lines;
  };
  return {
    name,
    async next() {
      const lines: LogLine[] = [];
      for (let pages = 0; pages < PAGES_PER_READ; pages++) {
        const page = await readPage().catch(noneWhenMissing);
        if (page === undefined) break;
        lines.push(...page);
        if (token === undefined) break;
      }
      return lines;
    },
  };
}

/** Names of a group's streams, the ones with the newest lines first; none while the group does not exist. */
export async function listLogStreams(client: Client, group: string, most: number): Promise<string[]> {
  const page = await client
    .logs("DescribeLogStreams", { logGroupName: group, orderBy: "LastEventTime", descending: true, limit: most })
    .catch(noneWhenMissing);
  return (page?.logStreams ?? []).flatMap((stream) => stream.logStreamName ?? []);
}

function noneWhenMissing(error: Error): undefined {
  if (error.name !== "ResourceNotFoundException") throw error;
  return undefined;
}
