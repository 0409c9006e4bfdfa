import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { followFile } from "./followFile";
import { lastLines } from "./lastLines";

describe("log files", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lines-"));
    file = join(folder, "log");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("have no lines while they are missing", () => {
    assert.deepEqual(lastLines(file, 10), { lines: [], end: 0 });
  });

  it("give their last lines, and only those after a byte", () => {
    writeFileSync(file, "one\ntwo\nthree\n");
    assert.deepEqual(lastLines(file, 2), { lines: ["two", "three"], end: 14 });
    assert.deepEqual(lastLines(file, 10, 8).lines, ["three"]);
    assert.deepEqual(lastLines(file, 0).lines, []);
  });

  it("give the last lines of a file that is far longer than what is read of it", () => {
    writeFileSync(file, `${Array.from({ length: 200_000 }, (_, index) => `line ${index}`).join("\n")}\n`);
    assert.deepEqual(lastLines(file, 2).lines, ["line 199998", "line 199999"]);
  });

  it("are followed across appends, torn lines and a new beginning", async () => {
    const seen: string[] = [];
    const stop = new AbortController();
    writeFileSync(file, "old\n");
    const followed = followFile(
      file,
      (line) => {
        seen.push(line);
        if (line === "first") appendFileSync(file, Buffer.from("séc").subarray(0, 2));
        if (line === "first") setTimeout(() => appendFileSync(file, Buffer.from("sécond\n").subarray(2)), 300);
        if (line === "sécond") writeFileSync(file, "new\n");
        if (line === "new") stop.abort();
      },
      stop.signal,
    );
    appendFileSync(file, "first\n");
    await followed;
    assert.deepEqual(seen, ["first", "sécond", "new"]);
  });
});
