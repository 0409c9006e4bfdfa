import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { folderNameOf, nameOfFolder } from "./folderName";
import { type LogEvent, readEvent, type StoredEvent } from "./logEvent";
import { endOf, fileNumbers, fileOf, linesAfter, linesBefore, type Position } from "./logFiles";
import { LogWriter } from "./logWriter";
import { EVENTS_STREAM } from "./names";

/** The logs of all regions. They are kept under one folder: region, group, stream, files of JSON lines. */
export interface Logs {
  region(region: string): LogStore;
  /** Writes everything that waits. */
  flush(): void;
  /** Flushes for the last time; to be called before the process ends. */
  close(): void;
}

/** The logs of one region. Reads see every line appended before. Nothing here throws for a group or stream that is not there. */
export interface LogStore {
  /** Stores a line. Written within a tenth of a second; a SIGKILL before that loses it. `at` is when the line was printed. */
  append(group: string, stream: string, message: string, at: Date): void;
  groups(): LogGroup[];
  hasGroup(group: string): boolean;
  /** Names of a group's streams, sorted. */
  streamNames(group: string): string[];
  describeStream(group: string, stream: string): LogStream | undefined;
  /** Events from a place on, oldest first; from the beginning without one. Reads as far as it is asked to. */
  eventsAfter(group: string, stream: string, from?: Position): Iterable<StoredEvent | Skipped>;
  /** Events before a place, newest first; from the end without one. */
  eventsBefore(group: string, stream: string, to?: Position): Iterable<StoredEvent | Skipped>;
  endOf(group: string, stream: string): Position;
  /** The last lines, oldest first. Its cost is that of these lines, however long the stream. */
  tail(group: string, stream: string, lines: number): LogEvent[];
  deleteGroup(group: string): void;
}

/** A stored line that holds no event: a crash cut it. */
export interface Skipped {
  start: Position;
  end: Position;
  message?: undefined;
}

export interface LogGroup {
  name: string;
  createdAt: number;
  storedBytes: number;
}

export interface LogStream {
  name: string;
  createdAt: number;
  firstEventAt: number | undefined;
  lastEventAt: number | undefined;
  lastIngestionAt: number | undefined;
}

export interface LogsOptions {
  directory: string;
  now: () => Date;
}

/**
 * Opens the logs in a folder, which is made when the first line comes. A stream keeps its newest 16 MiB (STREAM_LIMITS), a group
 * its 100 streams that were written to last, besides `events`.
 */
export function createLogs({ directory, now }: LogsOptions): Logs {
  const writers = new Map<string, LogWriter>();
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const writer of writers.values()) writer.flush(now().getTime());
  };
  const writerOf = (folder: string): LogWriter => {
    let writer = writers.get(folder);
    if (!writer) {
      makeRoom(folder, writers);
      writer = new LogWriter(folder);
      writers.set(folder, writer);
    }
    return writer;
  };

  return {
    region: (region) =>
      createLogStore(join(directory, folderNameOf(region)), {
        flush,
        add(folder, event) {
          writerOf(folder).add(event);
          timer ??= setTimeout(flush, FLUSH_MS).unref();
        },
        forget(folder) {
          for (const key of writers.keys()) if (key === folder || key.startsWith(`${folder}/`)) writers.delete(key);
        },
        now,
      }),
    flush,
    close: flush,
  };
}

const FLUSH_MS = 100;
const STREAMS_PER_GROUP = 100;

interface Writers {
  add(folder: string, event: LogEvent): void;
  flush(): void;
  forget(folder: string): void;
  now(): Date;
}

function createLogStore(directory: string, writers: Writers): LogStore {
  const groupFolder = (group: string): string => join(directory, folderNameOf(group));
  const folder = (group: string, stream: string): string => join(groupFolder(group), folderNameOf(stream));
  /** The stream's folder, with everything appended so far in it. */
  const flushed = (group: string, stream: string): string => {
    writers.flush();
    return folder(group, stream);
  };
  const store: LogStore = {
    append(group, stream, message, at) {
      writers.add(folder(group, stream), { timestamp: at.getTime(), ingestionTime: writers.now().getTime(), message });
    },
    groups() {
      writers.flush();
      return namesIn(directory).map((name) => describeGroup(name, groupFolder(name)));
    },
    hasGroup(group) {
      writers.flush();
      return statSync(groupFolder(group), { throwIfNoEntry: false }) !== undefined;
    },
    streamNames(group) {
      writers.flush();
      return namesIn(groupFolder(group));
    },
    describeStream: (group, stream) => describeStream(stream, flushed(group, stream)),
    eventsAfter: (group, stream, from = START) => events(linesAfter(flushed(group, stream), from)),
    eventsBefore(group, stream, to) {
      const at = flushed(group, stream);
      return events(linesBefore(at, to ?? endOf(at)));
    },
    endOf: (group, stream) => endOf(flushed(group, stream)),
    tail(group, stream, lines) {
      const found: LogEvent[] = [];
      for (const event of lines > 0 ? store.eventsBefore(group, stream) : []) {
        if (event.message === undefined) continue;
        found.push({ timestamp: event.timestamp, ingestionTime: event.ingestionTime, message: event.message });
        if (found.length >= lines) break;
      }
      return found.reverse();
    },
    deleteGroup(group) {
      writers.forget(groupFolder(group));
      rmSync(groupFolder(group), { recursive: true, force: true });
    },
  };
  return store;
}

const START: Position = { file: 1, offset: 0 };

function* events(lines: Iterable<{ text: string; start: Position; end: Position }>): Generator<StoredEvent | Skipped> {
  for (const line of lines) yield readEvent(line) ?? { start: line.start, end: line.end };
}

function describeGroup(name: string, folder: string): LogGroup {
  const streams = namesIn(folder).map((stream) => join(folder, folderNameOf(stream)));
  return { name, createdAt: bornAt(folder), storedBytes: streams.reduce((sum, stream) => sum + bytesOf(stream), 0) };
}

function describeStream(name: string, folder: string): LogStream | undefined {
  if (fileNumbers(folder).length === 0) return undefined;
  const first = firstEvent(events(linesAfter(folder, START)));
  const last = firstEvent(events(linesBefore(folder, endOf(folder))));
  return {
    name,
    createdAt: bornAt(folder),
    firstEventAt: first?.timestamp,
    lastEventAt: last?.timestamp,
    lastIngestionAt: last?.ingestionTime,
  };
}

function firstEvent(found: Iterable<StoredEvent | Skipped>): StoredEvent | undefined {
  for (const event of found) if (event.message !== undefined) return event;
  return undefined;
}

/** Before a new stream comes: the streams of its group that were written to longest ago go, down to the number that is kept. */
function makeRoom(folder: string, writers: Map<string, LogWriter>): void {
  if (statSync(folder, { throwIfNoEntry: false })) return;
  const group = join(folder, "..");
  const old = namesIn(group)
    .filter((name) => name !== EVENTS_STREAM)
    .map((name) => join(group, folderNameOf(name)))
    .map((stream) => ({ stream, writtenAt: lastWrite(stream) }))
    .sort((a, b) => b.writtenAt - a.writtenAt)
    .slice(STREAMS_PER_GROUP - 1);
  for (const { stream } of old) {
    writers.delete(stream);
    rmSync(stream, { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .map(nameOfFolder)
      .filter((name) => name !== undefined)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function bytesOf(stream: string): number {
  return fileNumbers(stream).reduce(
    (sum, number) => sum + (statSync(fileOf(stream, number), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

function lastWrite(stream: string): number {
  const last = fileNumbers(stream).at(-1);
  return last === undefined ? 0 : (statSync(fileOf(stream, last), { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

/** When a folder was made; file systems that do not know say when it was last changed. */
function bornAt(folder: string): number {
  const { birthtimeMs, ctimeMs } = statSync(folder);
  return Math.floor(birthtimeMs > 0 ? birthtimeMs : ctimeMs);
}
