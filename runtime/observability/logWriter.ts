import { appendFileSync, closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { type LogEvent, writeEvent } from "./logEvent";
import { fileNumbers, fileOf } from "./logFiles";

/** How much of one stream is kept: files of 2 MiB, the newest eight of them. */
export const STREAM_LIMITS = { fileBytes: 2 * 1024 * 1024, files: 8 };

/** Lines of one stream wait for each other up to this much; then they are written at once. It bounds the memory a stream holds. */
const LARGEST_BATCH = 64 * 1024;

/** Writes one stream: collects lines, appends them in batches, begins a new file when one is full and removes the oldest. */
export class LogWriter {
  private batch: string[] = [];
  private batchBytes = 0;
  /** Lines that could not be written (a full disk), said in the log once it can be written again. */
  private lost = 0;
  private file: { number: number; size: number } | undefined;

  constructor(
    private readonly directory: string,
    private readonly limits = STREAM_LIMITS,
  ) {}

  get isEmpty(): boolean {
    return this.batch.length === 0;
  }

  add(event: LogEvent): void {
    const line = writeEvent(event);
    this.batch.push(line);
    this.batchBytes += Buffer.byteLength(line);
    if (this.batchBytes >= LARGEST_BATCH) this.flush(event.ingestionTime);
  }

  /** Writes what has been collected. Never throws: what cannot be written is counted and let go, so that memory stays bounded. */
  flush(now: number): void {
    if (this.batch.length === 0) return;
    const lines = this.batch;
    this.batch = [];
    this.batchBytes = 0;
    try {
      this.write(this.lost > 0 ? [lossNote(this.lost, now), ...lines] : lines);
      this.lost = 0;
    } catch {
      this.lost += lines.length;
      this.file = undefined;
    }
  }

  private write(lines: readonly string[]): void {
    this.file ??= this.open();
    if (this.file.size >= this.limits.fileBytes) this.rotate(this.file.number);
    const bytes = Buffer.from(lines.join(""));
    appendFileSync(fileOf(this.directory, this.file.number), bytes, { mode: 0o600 });
    this.file.size += bytes.length;
  }

  /** The newest file, with a last line that a crash has cut closed off, so that the next one is whole. */
  private open(): { number: number; size: number } {
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    const number = fileNumbers(this.directory).at(-1) ?? 1;
    const path = fileOf(this.directory, number);
    if (!endsWithLineFeed(path)) appendFileSync(path, "\n");
    return { number, size: statSync(path, { throwIfNoEntry: false })?.size ?? 0 };
  }

  private rotate(full: number): void {
    this.file = { number: full + 1, size: 0 };
    const numbers = fileNumbers(this.directory);
    const kept = this.limits.files - 1;
    for (const old of numbers.slice(0, Math.max(0, numbers.length - kept)))
      rmSync(fileOf(this.directory, old), { force: true });
  }
}

function lossNote(count: number, now: number): string {
  return writeEvent({
    timestamp: now,
    ingestionTime: now,
    message: `[AppRunner] ${count} log lines could not be stored.`,
  });
}

function endsWithLineFeed(path: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })?.size) return true;
  const descriptor = openSync(path, "r");
  try {
    const last = Buffer.alloc(1);
    readSync(descriptor, last, 0, 1, fstatSync(descriptor).size - 1);
    return last[0] === 0x0a;
  } finally {
    closeSync(descriptor);
  }
}
