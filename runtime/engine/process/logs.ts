import { existsSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { LogLine } from "../engine";
import { createLogFrameReader, type LogFrameReader } from "../logFrames";
import { instanceFolder, isRunning } from "./instances";
import type { Layout } from "./layout";
import { EXIT_FILE, OLDER_OUTPUT_FILE, OUTPUT_FILE } from "./supervisor";

/** How soon a line is seen. */
const POLL_MS = 100;

/**
 * Follows an instance's output until it ends or `signal` aborts; an instance that is gone has none. Output that fills both files between
 * two looks is lost to it, as it is to Docker's rotation.
 */
export async function followLogs(
  layout: Layout,
  id: string,
  since: Date | undefined,
  onLine: (line: LogLine) => void,
  signal: AbortSignal,
): Promise<void> {
  const folder = instanceFolder(layout, id);
  const reader = createRecordReader((line) => {
    if (!since || line.at >= since) onLine(line);
  });
  await readWhole(join(folder, OLDER_OUTPUT_FILE), reader);
  let file = await openFile(join(folder, OUTPUT_FILE));
  try {
    for (let looks = 0; !signal.aborted; looks++) {
      const running = hasNotEnded(folder, looks);
      file ??= await openFile(join(folder, OUTPUT_FILE));
      if (file) file = await readOn(file, join(folder, OUTPUT_FILE), reader, signal);
      if (!running) break;
      await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    reader.end();
    await file?.close();
  }
}

/** The supervisor says when it ends; whether it is alive itself, which some systems tell only through a program, is asked now and then. */
function hasNotEnded(folder: string, looks: number): boolean {
  if (!existsSync(folder) || existsSync(join(folder, EXIT_FILE))) return false;
  return looks % LOOKS_PER_CHECK !== 0 || isRunning(folder);
}

const LOOKS_PER_CHECK = 20;

/** A record of the output: stream (1 or 2), three zeros, length, time in milliseconds; then the bytes. Written by the supervisor. */
const HEADER_BYTES = 16;

export function createRecordReader(onLine: (line: LogLine) => void): LogFrameReader {
  return createLogFrameReader(
    HEADER_BYTES,
    (header, bytes) => ({ at: new Date(header.readDoubleBE(8)), bytes }),
    onLine,
  );
}

async function readWhole(path: string, reader: LogFrameReader): Promise<void> {
  const file = await openFile(path);
  if (!file) return;
  await readRest(file, reader, new AbortController().signal);
  await file.close();
  reader.reset();
}

/** Reads what has come; when the supervisor has begun a new file, the end of this one and then the new one. */
async function readOn(
  file: FileHandle,
  path: string,
  reader: LogFrameReader,
  signal: AbortSignal,
): Promise<FileHandle> {
  const moved = !existsSync(path) || (await isOther(file, path));
  await readRest(file, reader, signal);
  if (!moved) return file;
  const next = await openFile(path);
  if (!next) return file;
  await file.close();
  reader.reset();
  await readRest(next, reader, signal);
  return next;
}

async function isOther(file: FileHandle, path: string): Promise<boolean> {
  const other = await openFile(path);
  if (!other) return false;
  try {
    return (await other.stat()).ino !== (await file.stat()).ino;
  } finally {
    await other.close();
  }
}

async function readRest(file: FileHandle, reader: LogFrameReader, signal: AbortSignal): Promise<void> {
  const chunk = Buffer.alloc(64 * 1024);
  for (let read = 1; read > 0 && !signal.aborted; ) {
    read = (await file.read(chunk, 0, chunk.length)).bytesRead;
    if (read > 0) reader.write(Buffer.from(chunk.subarray(0, read)));
  }
}

async function openFile(path: string): Promise<FileHandle | undefined> {
  return open(path, "r").catch(() => undefined);
}
