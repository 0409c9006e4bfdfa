import { closeSync, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";

/** A place between two lines of a stream: in its file of that number, before the byte at `offset`. */
export interface Position {
  file: number;
  offset: number;
}

/** One stored line without its line feed, and the places before and after it. */
export interface StoredLine {
  text: string;
  start: Position;
  end: Position;
}

/** Numbers of a stream's files, oldest first; none when the stream is not there. */
export function fileNumbers(directory: string): number[] {
  return entriesOf(directory)
    .map((name) => Number(/^(\d{8})\.jsonl$/.exec(name)?.[1] ?? Number.NaN))
    .filter((number) => !Number.isNaN(number))
    .sort((a, b) => a - b);
}

export function fileOf(directory: string, number: number): string {
  return join(directory, `${String(number).padStart(8, "0")}.jsonl`);
}

/** The place after the last line. */
export function endOf(directory: string): Position {
  const last = fileNumbers(directory).at(-1);
  if (last === undefined) return { file: 1, offset: 0 };
  return withFile(directory, last, { file: last, offset: 0 }, (_descriptor, size) => ({ file: last, offset: size }));
}

/** Lines from a place on, oldest first. Files that are gone are passed over. Reads as far as it is asked to. */
export function* linesAfter(directory: string, from: Position): Generator<StoredLine> {
  for (const file of fileNumbers(directory).filter((number) => number >= from.file)) {
    let offset = file === from.file ? from.offset : 0;
    let rest = Buffer.alloc(0);
    for (;;) {
      const chunk = readChunk(directory, file, offset + rest.length, CHUNK);
      const bytes = Buffer.concat([rest, chunk]);
      let begin = 0;
      for (let feed = bytes.indexOf(LINE_FEED); feed >= 0; feed = bytes.indexOf(LINE_FEED, begin)) {
        yield lineAt(bytes.subarray(begin, feed), file, offset + begin, offset + feed + 1);
        begin = feed + 1;
      }
      rest = bytes.subarray(begin);
      offset += begin;
      if (chunk.length > 0) continue;
      if (rest.length > 0) yield lineAt(rest, file, offset, offset + rest.length);
      break;
    }
  }
}

/** Lines before a place, newest first. */
export function* linesBefore(directory: string, to: Position): Generator<StoredLine> {
  const files = fileNumbers(directory).filter((number) => number <= to.file);
  for (const file of files.reverse()) {
    const size = withFile(directory, file, 0, (_descriptor, length) => length);
    // `rest` always begins at `offset` and holds the bytes of lines whose beginning has not been read yet.
    let offset = file === to.file ? Math.min(to.offset, size) : size;
    let rest = Buffer.alloc(0);
    while (offset > 0) {
      const length = Math.min(CHUNK, offset);
      rest = Buffer.concat([readChunk(directory, file, offset - length, length), rest]);
      offset -= length;
      for (;;) {
        const feed = rest.length > 1 ? rest.lastIndexOf(LINE_FEED, rest.length - 2) : -1;
        if (feed < 0) break;
        yield lineAt(withoutFeed(rest.subarray(feed + 1)), file, offset + feed + 1, offset + rest.length);
        rest = rest.subarray(0, feed + 1);
      }
    }
    if (rest.length > 0) yield lineAt(withoutFeed(rest), file, 0, rest.length);
  }
}

const LINE_FEED = 0x0a;
const CHUNK = 64 * 1024;

function lineAt(bytes: Buffer, file: number, begin: number, end: number): StoredLine {
  return { text: bytes.toString("utf8"), start: { file, offset: begin }, end: { file, offset: end } };
}

function withoutFeed(bytes: Buffer): Buffer {
  return bytes.at(-1) === LINE_FEED ? bytes.subarray(0, -1) : bytes;
}

function readChunk(directory: string, file: number, position: number, length: number): Buffer {
  return withFile(directory, file, Buffer.alloc(0), (descriptor) => {
    const buffer = Buffer.allocUnsafe(length);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, length, position));
  });
}

/** Opened per chunk and not kept, so that a reader that stops half-way leaves nothing open. A file that is gone reads as `none`. */
function withFile<Result>(
  directory: string,
  file: number,
  none: Result,
  read: (descriptor: number, size: number) => Result,
): Result {
  let descriptor: number;
  try {
    descriptor = openSync(fileOf(directory, file), "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return none;
    throw error;
  }
  try {
    return read(descriptor, fstatSync(descriptor).size);
  } finally {
    closeSync(descriptor);
  }
}

function entriesOf(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
