import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { BIN, type Outcome, outcomeOf } from "./commandLine";

// What the bin finds beside it decides what it runs, so it is copied into packages of many forms.
describe("cli/apprunner.js", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bin-"));
    put("cli/apprunner.js");
    copyFileSync(BIN, join(folder, "cli/apprunner.js"));
    copyFileSync(join(dirname(BIN), "launch.js"), join(folder, "cli/launch.js"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("runs the compiled command line of an installed package, and ends with its exit code", async () => {
    put("dist/cli/main.js", 'exports.main = async (args) => { console.log("compiled", ...args); return 3; };');
    assert.deepEqual(await run("a", "b"), { code: 3, stdout: "compiled a b\n", stderr: "" });
  });

  it("says that a package without its compiled code is incomplete", async () => {
    const { code, stderr } = await run();
    assert.equal(code, 1);
    assert.match(stderr, /incomplete: \S+main\.js is missing/);
  });

  for (const built of [true, false]) {
    it(`runs ${built ? "dist/ of a checkout that is built" : "the sources of a checkout whose dist/ is older"}`, async () => {
      put("cli/main.ts", 'export const main = async () => { console.log("source"); return 0; };');
      put("dist/cli/main.js", 'exports.main = async () => { console.log("compiled"); return 0; };');
      put("tools/build/build.mjs", `export const upToDate = () => ${built};`);
      put("tools/machine.mjs", "export const readMachine = () => ({});");
      put("node_modules/ts-node/register/transpile-only.js", compilerStandIn);
      assert.equal((await run()).stdout, built ? "compiled\n" : "source\n");
    });
  }

  it("says how to get the dependencies of a checkout that has none", async () => {
    put("cli/main.ts", "");
    put("tools/build/build.mjs", "export const upToDate = () => false;");
    put("tools/machine.mjs", "export const readMachine = () => ({});");
    const { code, stderr } = await run();
    assert.equal(code, 1);
    assert.match(stderr, /npm ci/);
  });

  describe("on an old Node.js", () => {
    it("goes on with the one that the checkout brings, with its output and exit code", async () => {
      putNode('#!/bin/sh\nshift\necho "own node: $@"\nexit 5\n');
      assert.deepEqual(await runOnOldNode("local", "status"), {
        code: 5,
        stdout: "own node: local status\n",
        stderr: "",
      });
    });

    it("hands signals on to it", async () => {
      putNode('#!/bin/sh\ntrap "echo told; exit 9" TERM\necho ready\nwhile :; do sleep 0.05; done\n');
      const child = start(oldNode());
      const outcome = outcomeOf(child);
      await once(child.stdout as NodeJS.ReadableStream, "data");
      child.kill("SIGTERM");
      assert.deepEqual(await outcome, { code: 9, stdout: "ready\ntold\n", stderr: "" });
    });

    it("says which one is needed when there is no other", async () => {
      const { code, stderr } = await runOnOldNode();
      assert.equal(code, 1);
      assert.match(stderr, /22\.19 or newer is needed, this is 18\.20\.0/);
    });
  });

  // The real compiler is proved by every other test here; this one only lets a .ts file through that is JavaScript but for `export`.
  const compilerStandIn = `
    require("module")._extensions[".ts"] = (module, file) =>
      module._compile(require("fs").readFileSync(file, "utf8").replace("export const main", "exports.main"), file);
  `;

  const run = (...args: string[]): Promise<Outcome> => outcomeOf(start([], ...args));
  const runOnOldNode = (...args: string[]): Promise<Outcome> => outcomeOf(start(oldNode(), ...args));

  function start(nodeOptions: string[], ...args: string[]) {
    const { NODE_OPTIONS: _, ...environment } = process.env;
    return spawn(process.execPath, [...nodeOptions, join(folder, "cli/apprunner.js"), ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: environment,
    });
  }

  function oldNode(): string[] {
    put("old.cjs", 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.0" } });');
    return ["-r", join(folder, "old.cjs")];
  }

  function putNode(script: string): void {
    put("node_modules/node/bin/node", script, 0o755);
  }

  function put(name: string, content = "", mode = 0o644): void {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode });
  }
});
