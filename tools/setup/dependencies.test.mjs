import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whyInstall } from "./dependencies.mjs";

describe("the npm packages", () => {
  let folder;
  const write = (file, packages) => writeFileSync(join(folder, file), JSON.stringify({ packages }));
  const wanted = {
    "": {},
    "node_modules/a": { version: "1.0.0" },
    "node_modules/b": { version: "2.0.0", optional: true },
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-packages-"));
    mkdirSync(join(folder, "node_modules/node/bin"), { recursive: true });
    writeFileSync(join(folder, "node_modules/node/bin/node"), "");
    write("package-lock.json", wanted);
    write("node_modules/.package-lock.json", { "node_modules/a": { version: "1.0.0" } });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are left alone when they are what the lockfile says, also without those of other platforms", () => {
    assert.equal(whyInstall(folder), undefined);
  });

  it("are installed when there are none", () => {
    rmSync(join(folder, "node_modules"), { recursive: true });
    assert.equal(whyInstall(folder), "node_modules is missing");
  });

  it("are installed when the lockfile asks for another version", () => {
    write("package-lock.json", { ...wanted, "node_modules/a": { version: "1.0.1" } });
    assert.equal(whyInstall(folder), "the lockfile has changed (a)");
  });

  it("are installed when the project's Node.js is missing", () => {
    rmSync(join(folder, "node_modules/node/bin/node"));
    assert.equal(whyInstall(folder), "the project's Node.js is missing");
  });

  it("without a lockfile are an error", () => {
    rmSync(join(folder, "package-lock.json"));
    assert.throws(() => whyInstall(folder), /package-lock\.json is missing/);
  });
});
