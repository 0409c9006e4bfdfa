import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** How far back a log file is read: enough for hundreds of lines, little enough to hold. */
const WINDOW_BYTES = 256 * 1024;

/**
 * The last `count` lines of a text file after byte `from`, and the byte where reading ended. A missing file has none. A line that is longer than the window
 * is cut at its start.
 */
export function lastLines(file: string, count: number, from = 0): { lines: string[]; end: number } {
  const text = readWindow(file, from);
  const lines = text.content.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return { lines: count > 0 ? lines.slice(-count) : [], end: text.end };
}

function readWindow(file: string, from: number): { content: string; end: number } {
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { content: "", end: 0 };
    throw error;
  }
  try {
    const end = fstatSync(handle).size;
    const start = Math.max(Math.min(from, end), end - WINDOW_BYTES);
    const buffer = Buffer.alloc(end - start);
    const length = readSync(handle, buffer, 0, buffer.length, start);
    return { content: buffer.toString("utf8", 0, length), end: start + length };
  } finally {
    closeSync(handle);
  }
}
