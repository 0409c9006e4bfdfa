import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSdk } from "./sdk.mjs";

// What it makes is used by test/plugin/languages.
describe("npm run sdk", () => {
  it("says which languages there are", async () => {
    await assert.rejects(generateSdk({ language: "cobol", out: "nowhere", env: {} }), /no SDK for "cobol": .* java/);
  });

  it("says who generates what the generators at hand do not", async () => {
    const folder = mkdtempSync(join(tmpdir(), "apprunner-sdk-"));
    writeFileSync(join(folder, "generate-sdk"), "", { mode: 0o755 });
    await assert.rejects(
      generateSdk({ language: "java", out: folder, env: { PATH: folder } }),
      /needs the Pulumi CLI as Pulumi releases it.*pulumi package gen-sdk \S+ --language java$/,
    );
    rmSync(folder, { recursive: true });
  });
});
