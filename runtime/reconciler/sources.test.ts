import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeLeftovers } from "./sources";

describe("checked-out sources", () => {
  it("that a killed runtime left behind are removed, and nothing else is", () => {
    const folder = mkdtempSync(join(tmpdir(), "apprunner-work-"));
    try {
      for (const name of ["source-1/app", "look-2", "process/images"])
        mkdirSync(join(folder, name), { recursive: true });
      removeLeftovers(folder);
      assert.deepEqual(readdirSync(folder), ["process"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
