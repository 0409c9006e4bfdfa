import { createReadStream, statSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

const POLL_MS = 200;

/**
 * Hands on every line that is added to a text file from byte `from` (default: its end), until the signal. A file that is not there
 * yet is waited for; one that has become shorter was begun anew and is read from its start.
 */
export async function followFile(
  file: string,
  onLine: (line: string) => void,
  signal: AbortSignal,
  from: number = sizeOf(file),
): Promise<void> {
  let position = from;
  let rest = Buffer.alloc(0);
  for (;;) {
    const size = sizeOf(file);
    if (size < position) [position, rest] = [0, Buffer.alloc(0)];
    if (size > position) {
      const bytes = Buffer.concat([rest, await readRange(file, position, size)]);
      // Only whole lines are decoded: a character may be torn between two readings.
      const end = bytes.lastIndexOf("\n") + 1;
      rest = bytes.subarray(end);
      position = size;
      for (const line of bytes.toString("utf8", 0, end).split("\n").slice(0, -1)) onLine(line);
    }
    if (signal.aborted) return;
    await setTimeout(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

async function readRange(file: string, start: number, end: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { start, end: end - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
