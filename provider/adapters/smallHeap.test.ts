import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** A process of its own, since the flags are the process's: megabytes of the space for new objects before and after much that lives for a while. */
const SCRIPT = `
const { getHeapSpaceStatistics } = require("node:v8");
const size = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space").space_size / 1e6;
const churn = () => {
  for (let round = 0, kept; round < 60; round++) {
    kept = [];
    for (let i = 0; i < 10_000; i++) kept.push({ i, text: "x" + i, more: [i] });
  }
};
const { keepHeapSmall, shrinkHeap } = require("./provider/adapters/smallHeap");
if (process.argv[1] !== "left") keepHeapSmall();
if (process.argv[1] === "small") shrinkHeap();
const before = size();
churn();
process.stdout.write(JSON.stringify({ before, after: size(), gc: typeof globalThis.gc }));
`;

describe("a heap that is kept small", () => {
  const run = (which: string): { before: number; after: number; gc: string } => {
    const args = ["-r", "ts-node/register/transpile-only", "-e", SCRIPT, which];
    return JSON.parse(execFileSync(process.execPath, args, { cwd: join(__dirname, "..", ".."), encoding: "utf8" }));
  };

  it("has a space for new objects that does not grow, and a small one once it is shrunk, where it otherwise grows", () => {
    const left = run("left");
    assert.ok(left.after > left.before, "nothing to keep small: the script must make more garbage");
    const kept = run("kept");
    assert.ok(kept.after <= kept.before, `${kept.before} MB grew to ${kept.after} MB`);
    const small = run("small");
    assert.ok(small.after <= left.after / 2, `${small.after} MB, and ${left.after} MB when left alone`);
    assert.equal(small.gc, "undefined");
  });
});
