import { createHash } from "node:crypto";
import type { Position, StoredLine } from "./logFiles";

/** One line of a log. Times are milliseconds since the epoch. */
export interface LogEvent {
  timestamp: number;
  ingestionTime: number;
  message: string;
}

/** A stored event with the places around it in its stream. */
export interface StoredEvent extends LogEvent {
  start: Position;
  end: Position;
}

/**
 * CloudWatch Logs' own limit of an event. Longer messages are cut there, at a character.
 * Source: CloudWatch Logs quotas, "Event size".
 */
export const LARGEST_MESSAGE_BYTES = 256 * 1024;

/** The stored form of an event: one line of JSON. A line cut by a crash is no JSON, which is how readers know it. */
export function writeEvent({ timestamp, ingestionTime, message }: LogEvent): string {
  return `${JSON.stringify({ t: timestamp, i: ingestionTime, m: cut(message) })}\n`;
}

/** The event of a stored line; undefined for a line that a crash has cut. */
export function readEvent({ text, start, end }: StoredLine): StoredEvent | undefined {
  try {
    const { t, i, m } = JSON.parse(text) as { t: unknown; i: unknown; m: unknown };
    if (typeof t !== "number" || typeof i !== "number" || typeof m !== "string") return undefined;
    return { timestamp: t, ingestionTime: i, message: m, start, end };
  } catch {
    return undefined;
  }
}

/** An id that no other event of the group has, in digits as CloudWatch Logs' are: time, place and stream. */
export function eventId({ timestamp, start }: StoredEvent, stream: string): string {
  const streamNumber = createHash("sha256").update(stream).digest().readUInt32BE(0);
  const digits = (number: number, length: number): string => String(Math.max(0, number)).padStart(length, "0");
  return `${digits(timestamp, 14)}${digits(start.file, 8)}${digits(start.offset, 10)}${digits(streamNumber, 10)}`;
}

function cut(message: string): string {
  if (message.length * 3 <= LARGEST_MESSAGE_BYTES) return message;
  const bytes = Buffer.from(message);
  if (bytes.length <= LARGEST_MESSAGE_BYTES) return message;
  let end = LARGEST_MESSAGE_BYTES;
  while ((bytes[end]! & 0xc0) === 0x80) end -= 1;
  return bytes.toString("utf8", 0, end);
}
