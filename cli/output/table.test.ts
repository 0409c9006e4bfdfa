import assert from "node:assert/strict";
import { formatTable } from "./table";

describe("formatTable", () => {
  it("aligns columns by their longest cell, without blanks at the end", () => {
    assert.deepEqual(
      formatTable(
        ["NAME", "STATUS", "URL"],
        [
          ["web", "RUNNING", "http://web"],
          ["long-name", "PAUSED", ""],
        ],
      ),
      ["NAME       STATUS   URL", "web        RUNNING  http://web", "long-name  PAUSED"],
    );
  });

  it("shows control characters of a value as blanks", () => {
    assert.deepEqual(formatTable(["A"], [["x\n\u001b[2Jy"]]), ["A", "x  [2Jy"]);
  });
});
