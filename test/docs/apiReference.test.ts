import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { operationNames } from "../../api/shapes";
import { OPERATIONS } from "../../runtime/operations/operations";
import { apiReference } from "../../tools/generate/apiReference";

const root = join(__dirname, "..", "..");
const fileOf = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

describe("the API's reference", () => {
  it("is what the differences and the contract tests say", () => {
    const committed = readFileSync(join(root, "docs", "reference", "api.md"), "utf8");
    assert.equal(committed, apiReference(), "run `npm run generate`");
  });

  it("has every operation of the API, each with facts that are tested", () => {
    for (const name of operationNames) {
      const section = apiReference().split(`\n## ${name}\n`)[1]?.split("\n## ")[0] ?? "";
      assert.match(section, /^- \S/m, name);
    }
  });
});

describe("the operations", () => {
  it("are all in the table, under their own names", () => {
    assert.deepEqual(Object.keys(OPERATIONS).sort(), [...operationNames].sort());
    for (const [name, operation] of Object.entries(OPERATIONS)) assert.equal(operation.name, fileOf(name));
  });

  it("have a file and a contract test each", () => {
    for (const name of operationNames) {
      assert.ok(existsSync(join(root, "runtime", "operations", `${fileOf(name)}.ts`)), name);
      assert.ok(existsSync(join(root, "test", "contract", `${fileOf(name)}.test.ts`)), name);
    }
  });

  it("have no contract test beyond them", () => {
    const names = readdirSync(join(root, "test", "contract")).map((file) => file.replace(/\.test\.ts$/, ""));
    assert.deepEqual(names.sort(), operationNames.map(fileOf).sort());
  });
});
