import assert from "node:assert/strict";
import type { LogLine } from "../engine";
import { createLogReader } from "./logs";

const frame = (stream: 1 | 2, text: string): Buffer => {
  const bytes = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
};

function read(bytes: Buffer, chunkSize: number): LogLine[] {
  const lines: LogLine[] = [];
  const reader = createLogReader((line) => lines.push(line));
  for (let at = 0; at < bytes.length; at += chunkSize) reader.write(bytes.subarray(at, at + chunkSize));
  reader.end();
  return lines;
}

describe("a container's log", () => {
  const bytes = Buffer.concat([
    frame(1, "2026-01-02T03:04:05.123456789Z one\n"),
    frame(2, "2026-01-02T03:04:06.000000000Z to stderr\n"),
    frame(1, `2026-01-02T03:04:07.000000000Z ${"x".repeat(16)}`),
    frame(1, "2026-01-02T03:04:08.000000000Z yyy\n"),
    frame(1, "2026-01-02T03:04:09.000000000Z \n"),
    frame(1, "2026-01-02T03:04:10.000000000Z no end"),
  ]);

  it("is taken apart into lines of both streams with their times, however the bytes arrive", () => {
    for (const chunkSize of [1, 5, 1000]) {
      assert.deepEqual(
        read(bytes, chunkSize).map(({ at, stream, text }) => [at.toISOString(), stream, text]),
        [
          ["2026-01-02T03:04:05.123Z", "stdout", "one"],
          ["2026-01-02T03:04:06.000Z", "stderr", "to stderr"],
          ["2026-01-02T03:04:08.000Z", "stdout", `${"x".repeat(16)}yyy`],
          ["2026-01-02T03:04:09.000Z", "stdout", ""],
          ["2026-01-02T03:04:10.000Z", "stdout", "no end"],
        ],
      );
    }
  });
});
