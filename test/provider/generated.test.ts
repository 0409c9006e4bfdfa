import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "../../tools/generate/files";
import { skip } from "../support/skip";
import { runPulumi, whyNoPulumi } from "./pulumiProject";

const ROOT = join(__dirname, "..", "..");

describe("generated files", () => {
  for (const [path, text] of generatedFiles()) {
    it(`${path} is what its definitions say (else: npm run generate)`, () => {
      assert.equal(readFileSync(join(ROOT, path), "utf8"), path.endsWith(".ts") ? formatted(path, text) : text);
    });
  }

  it("schema.json is one that Pulumi takes", async function () {
    const reason = await whyNoPulumi();
    if (reason) skip(this, reason);
    const { code, output } = await runPulumi(["schema", "check", join(ROOT, "schema.json")], ROOT);
    assert.equal(code, 0, output);
  });
});

/** As `npm run generate` leaves it. */
function formatted(path: string, text: string): string {
  const biome = join(ROOT, "node_modules", ".bin", "biome");
  return execFileSync(biome, ["format", `--stdin-file-path=${path}`], { input: text, cwd: ROOT, encoding: "utf8" });
}
