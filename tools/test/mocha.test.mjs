import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../paths.mjs";
import { BESIDE } from "./mocha.mjs";

describe("what runs beside all other tests", () => {
  // mocha takes braces without a star for a file's name: it would find nothing, and --ignore would keep the files from the others.
  for (const spec of BESIDE) {
    it(`is there: ${spec}`, () => {
      assert.ok(spec.includes("*") || existsSync(join(projectFolder, spec)));
    });
  }
});
