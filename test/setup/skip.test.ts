import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

describe("the test reporter", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-reporter-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function mocha(source: string, env: NodeJS.ProcessEnv = {}) {
    const file = join(folder, "sample.test.ts");
    writeFileSync(file, `import { skip } from ${JSON.stringify(join(ROOT, "test/support/skip"))};\n${source}`);
    const args = [join(ROOT, "node_modules/mocha/bin/mocha.js"), "--config", join(ROOT, ".mocharc.json"), file];
    const own = { ...process.env, ...env };
    if (!env.APPRUNNER_TEST_RESULT) delete own.APPRUNNER_TEST_RESULT;
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: ROOT, env: own, encoding: "utf8" });
    return { status, lines: stdout.trimEnd().split("\n") };
  }

  it("ends with the count alone on the last line", () => {
    const { status, lines } = mocha(
      `describe("a", () => { it("b", () => {}); it("c", () => { throw new Error("no"); }); });`,
    );
    assert.equal(lines.at(-1), "1 passed, 1 failed, 0 skipped");
    assert.equal(status, 1);
  });

  it("shows a failure in full", () => {
    const { lines } = mocha(`describe("a", () => { it("c", () => { throw new Error("the cause"); }); });`);
    assert.ok(lines.some((line) => line.includes("the cause")));
  });

  it("names the reason of a skipped test", () => {
    const { status, lines } = mocha(`describe("a", () => { it("b", function () { skip(this, "no moon"); }); });`);
    assert.ok(lines.includes("skipped: a b (no moon)"), lines.join("\n"));
    assert.equal(lines.at(-1), "0 passed, 0 failed, 1 skipped");
    assert.equal(status, 0);
  });

  it("names the reason of every test of a suite skipped in a before hook", () => {
    const { lines } = mocha(
      `describe("a", () => { before(function () { skip(this, "no sun"); }); it("b", () => {}); describe("d", () => { it("e", () => {}); }); });`,
    );
    assert.ok(lines.includes("skipped: a b (no sun)"), lines.join("\n"));
    assert.ok(lines.includes("skipped: a d e (no sun)"), lines.join("\n"));
  });

  it("names the reason of a test skipped in a beforeEach hook", () => {
    const { lines } = mocha(
      `describe("a", () => { beforeEach(function () { skip(this, "no star"); }); it("b", () => {}); });`,
    );
    assert.ok(lines.includes("skipped: a b (no star)"), lines.join("\n"));
  });

  it("leaves the count to npm test when that asks for it in a file", () => {
    const file = join(folder, "result.json");
    const { lines } = mocha(`describe("a", () => { it("b", () => {}); });`, { APPRUNNER_TEST_RESULT: file });
    assert.ok(!lines.some((line) => /passed/.test(line)), lines.join("\n"));
    assert.deepEqual(require(file), { passed: 1, failed: 0, skipped: 0 });
  });
});
