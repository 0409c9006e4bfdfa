import assert from "node:assert/strict";
import fc from "fast-check";
import { createLineSplitter, MAX_LINE_BYTES, RecentLines } from "./lines";

function split(...chunks: (string | Uint8Array)[]): string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.write(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  splitter.end();
  return lines;
}

describe("the line splitter", () => {
  it("cuts at line breaks, wherever the chunks end", () => {
    assert.deepEqual(split("a\nb", "c\n", "\nd"), ["a", "bc", "", "d"]);
    assert.deepEqual(split("a\r", "\nb\r\n"), ["a", "b"]);
    assert.deepEqual(split(""), []);
  });

  it("keeps a character whose bytes come apart", () => {
    const bytes = Buffer.from("añ€😀\n");
    assert.deepEqual(split(...[...bytes].map((byte) => Uint8Array.of(byte))), ["añ€😀"]);
  });

  it("replaces bytes that are no text", () => {
    assert.deepEqual(split(Uint8Array.of(0x61, 0xff, 0x00, 0x0a, 0xc3)), ["a\uFFFD\0", "\uFFFD"]);
  });

  it("hands out lines without end in pieces", () => {
    const lines = split("x".repeat(3 * MAX_LINE_BYTES + 1), "\ny");
    assert.deepEqual(
      lines.map(({ length }) => length),
      [MAX_LINE_BYTES, MAX_LINE_BYTES, MAX_LINE_BYTES, 1, 1],
    );
  });

  it("cuts no character at the end of a piece", () => {
    const text = "€".repeat(MAX_LINE_BYTES);
    const lines = split(text);
    assert.equal(lines.join(""), text);
    assert.ok(lines.every((line) => Buffer.byteLength(line) <= MAX_LINE_BYTES));
  });

  it("loses and adds nothing, however the bytes arrive", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), fc.nat(7), (parts, size) => {
        const bytes = Buffer.from(`${parts.join("\n")}\n`);
        const chunks = Array.from({ length: Math.ceil(bytes.length / (size + 1)) }, (_, index) =>
          bytes.subarray(index * (size + 1), (index + 1) * (size + 1)),
        );
        assert.deepEqual(split(...chunks), split(bytes));
      }),
      { numRuns: 300 },
    );
  });
});

describe("the recent lines of an output", () => {
  const recentOf = (...lines: string[]): readonly string[] => {
    const recent = new RecentLines(2, 2);
    for (const line of lines) recent.add(line);
    return recent.list();
  };

  it("are the first and the last of a command that wrote much", () => {
    assert.deepEqual(recentOf("a", "$ npm ci", "1", "2", "3", "4", "5"), [
      "$ npm ci",
      "1",
      "(2 lines left out)",
      "4",
      "5",
    ]);
  });

  it("are those before it too when it wrote little", () => {
    assert.deepEqual(recentOf("a", "b", "$ one", "1", "$ two", "2"), ["b", "$ one", "1", "$ two", "2"]);
  });
});
