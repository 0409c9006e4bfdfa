import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createProgram } from "./main";
import { formatReference } from "./reference";
import { processTerminal } from "./terminal";

describe("docs/reference/cli.md", () => {
  it("says what the commands say (npm run generate)", () => {
    const file = resolve(__dirname, "..", "docs", "reference", "cli.md");
    assert.equal(readFileSync(file, "utf8"), formatReference(createProgram(processTerminal())));
  });
});
