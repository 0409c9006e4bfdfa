import type { LogLine } from "./engine";
import { createLineSplitter } from "./lines";

/** Reads a log whose streams were woven into one: frames of a header, which tells stream and length, and their bytes. */
export interface LogFrameReader {
  write(chunk: Buffer): void;
  /** A file ends: what is left of a frame will not come. */
  reset(): void;
  end(): void;
}

/** A frame's time, undefined for that of the one before, and its text. */
export interface LogFrame {
  at: Date | undefined;
  bytes: Buffer;
}

/** Reads frames whose header begins as Docker's does: stream (1 or 2), three zeros, length. `open` tells time and text of one. */
export function createLogFrameReader(
  headerBytes: number,
  open: (header: Buffer, bytes: Buffer) => LogFrame,
  onLine: (line: LogLine) => void,
): LogFrameReader {
  let rest: Buffer = Buffer.alloc(0);
  const streams = { stdout: lineOf("stdout", onLine), stderr: lineOf("stderr", onLine) };
  return {
    write(chunk) {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= headerBytes) {
        const end = headerBytes + rest.readUInt32BE(4);
        if (rest.length < end) break;
        const frame = open(rest.subarray(0, headerBytes), rest.subarray(headerBytes, end));
        streams[rest[0] === 2 ? "stderr" : "stdout"].take(frame);
        rest = rest.subarray(end);
      }
    },
    reset: () => {
      rest = Buffer.alloc(0);
    },
    end() {
      streams.stdout.end();
      streams.stderr.end();
    },
  };
}

function lineOf(stream: LogLine["stream"], onLine: (line: LogLine) => void) {
  let now = new Date(0);
  const lines = createLineSplitter((text) => onLine({ at: now, stream, text }));
  return {
    take({ at, bytes }: LogFrame): void {
      if (at) now = at;
      lines.write(bytes);
    },
    end: lines.end,
  };
}
