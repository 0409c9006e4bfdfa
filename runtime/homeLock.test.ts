import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HomeInUse, lockHome } from "./homeLock";

describe("the lock of a home", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-lock-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is held once at a time and free again after its release", () => {
    const path = join(folder, "runtime.lock");
    const first = lockHome(path, folder);
    assert.throws(() => lockHome(path, folder), HomeInUse);
    first.release();
    lockHome(path, folder).release();
  });

  it("ends with the process that held it, however that ended", () => {
    const path = join(folder, "runtime.lock");
    const program = `
      const { lockHome } = require(${JSON.stringify(join(__dirname, "homeLock.ts"))});
      lockHome(${JSON.stringify(path)}, "home");
      process.kill(process.pid, "SIGKILL");
    `;
    assert.throws(() =>
      execFileSync(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", program], { stdio: "pipe" }),
    );
    lockHome(path, folder).release();
  });
});
