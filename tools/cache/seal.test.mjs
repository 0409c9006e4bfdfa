import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSealed, seal } from "./seal.mjs";

describe("a sealed cache folder", () => {
  let folder;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-seal-"));
    writeFileSync(join(folder, "program"), "good");
    await seal(folder, ["program"], { version: 1 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("gives back its facts while its files are as they were sealed", async () => {
    assert.deepEqual(await openSealed(folder), { facts: { version: 1 } });
  });

  it("says that a file was changed, also when size and modification time were put back", async () => {
    const { atime, mtime } = statSync(join(folder, "program"));
    writeFileSync(join(folder, "program"), "evil");
    utimesSync(join(folder, "program"), atime, mtime);
    assert.deepEqual(await openSealed(folder), { damage: "program was changed" });
  });

  it("says that a file was cut or is missing", async () => {
    appendFileSync(join(folder, "program"), "more");
    assert.deepEqual(await openSealed(folder), { damage: "program was changed" });
    rmSync(join(folder, "program"));
    assert.deepEqual(await openSealed(folder), { damage: "program is missing" });
  });

  it("accepts a file that was copied or touched, and remembers it", async () => {
    utimesSync(join(folder, "program"), new Date(0), new Date(0));
    assert.deepEqual(await openSealed(folder), { facts: { version: 1 } });
    assert.deepEqual(await openSealed(folder), { facts: { version: 1 } });
  });

  it("is not there before it was sealed, or with a broken seal", async () => {
    assert.equal(await openSealed(join(folder, "none")), undefined);
    writeFileSync(join(folder, "seal.json"), '{"files":');
    assert.equal(await openSealed(folder), undefined);
  });
});
