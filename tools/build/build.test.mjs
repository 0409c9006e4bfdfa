import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../paths.mjs";
import { build, upToDate } from "./build.mjs";

describe("the build", function () {
  this.timeout(120_000);
  let folder;
  const say = () => {};
  const write = (file, text) => writeFileSync(join(folder, file), text);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-build-"));
    mkdirSync(join(folder, "api"));
    symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
    for (const file of ["tsconfig.json", "tsconfig.build.json"]) write(file, readFileSync(join(projectFolder, file)));
    write("api/one.ts", "export const one: number = 1;\n");
    write("api/facts.json", '{"a":1}');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("compiles, brings the data files, and is up to date until a source changes", async () => {
    assert.equal(upToDate(folder), false);
    await build(say, folder);
    assert.equal(upToDate(folder), true);
    assert.match(readFileSync(join(folder, "dist/api/one.js"), "utf8"), /exports\.one = 1/);
    assert.equal(readFileSync(join(folder, "dist/api/facts.json"), "utf8"), '{"a":1}');

    write("api/one.ts", "export const one: number = 22;\n");
    assert.equal(upToDate(folder), false);
    await build(say, folder);
    assert.match(readFileSync(join(folder, "dist/api/one.js"), "utf8"), /exports\.one = 22/);
  });

  it("removes what has lost its source", async () => {
    write("api/two.ts", "export const two = 2;\n");
    await build(say, folder);
    assert.ok(existsSync(join(folder, "dist/api/two.js")));
    rmSync(join(folder, "api/two.ts"));
    await build(say, folder);
    assert.deepEqual(
      [existsSync(join(folder, "dist/api/two.js")), existsSync(join(folder, "dist/api/one.js"))],
      [false, true],
    );
  });

  it("brings back what was deleted from dist", async () => {
    await build(say, folder);
    rmSync(join(folder, "dist"), { recursive: true });
    assert.equal(upToDate(folder), false);
    await build(say, folder);
    assert.ok(existsSync(join(folder, "dist/api/one.js")));
  });

  it("fails with the compiler's message, and tries again next time", async () => {
    write("api/one.ts", 'export const one: number = "1";\n');
    await assert.rejects(build(say, folder), /api\/one\.ts\(1,14\): error TS2322/);
    assert.equal(upToDate(folder), false);
  });
});
