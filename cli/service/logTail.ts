import type { Client } from "../../provider/client";
import type { Clock } from "../clock";
import { type LogLine, type LogStream, listLogStreams, openLogStream } from "./logStream";

/** Instances whose output is shown together: the most that one service can have. */
const MOST_STREAMS = 25;

/** New instances are looked for less often than new lines. */
const LOOKS_PER_LISTING = 5;

/** Which streams of a group to show: named ones, or all that there are (the newest 25). */
export interface TailedLog {
  group: string;
  streams: readonly string[] | "all";
}

/**
 * Hands on the last lines of a log in the order of their times and, with `follow`, new ones as they come until the signal, those
 * of new streams too. Returns how many it handed on.
 */
export async function tailLog(
  { client, clock, pollMs, signal }: { client: Client; clock: Clock; pollMs: number; signal: AbortSignal },
  log: TailedLog,
  { lines, follow }: { lines: number; follow: boolean },
  onLine: (line: LogLine) => void,
): Promise<number> {
  const names = async (): Promise<readonly string[]> =>
    log.streams === "all" ? listLogStreams(client, log.group, MOST_STREAMS) : log.streams;
  const open = new Map<string, LogStream>();
  for (const name of await names()) open.set(name, openLogStream(client, log.group, name, lines));
  const shown = (await readAll(open)).slice(lines === 0 ? Number.POSITIVE_INFINITY : -lines);
  for (const line of shown) onLine(line);

  for (let look = 1; follow && !signal.aborted; look++) {
    await clock.sleep(pollMs, signal).catch(() => undefined);
    if (look % LOOKS_PER_LISTING === 0) {
      for (const name of await names()) if (!open.has(name)) open.set(name, openLogStream(client, log.group, name));
    }
    for (const line of await readAll(open)) onLine(line);
  }
  return shown.length;
}

async function readAll(streams: ReadonlyMap<string, LogStream>): Promise<LogLine[]> {
  const read = await Promise.all([...streams.values()].map((stream) => stream.next()));
  return read.flat().sort((one, other) => one.at - other.at);
}
