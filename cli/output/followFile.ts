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
  let rest = "";
  for (;;) {
    const size = sizeOf(file);
    if (size < position) position = 0;
    if (size > position) {
      const lines = (rest + (await readRange(file, position, size))).split("\n");
      rest = lines.pop() ?? "";
      position = size;
      for (const line of lines) onLine(line);
    }
    if (signal.aborted) return;
    await setTimeout(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

async function readRange(file: string, start: number, end: number): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { start, end: end - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
