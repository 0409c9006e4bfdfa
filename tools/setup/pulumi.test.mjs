import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fingerprint } from "../cache/seal.mjs";
import { findPulumi, samePulumi } from "./pulumi.mjs";

describe("a Pulumi CLI on PATH", () => {
  const say = () => {};
  let folder;
  let env;

  // Real programs, as far as the ladder runs them: a `pulumi` that tells its version, and a language host.
  function program(name, text) {
    writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, "bin", name), 0o755);
  }

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "apprunner-pulumi-")));
    mkdirSync(join(folder, "bin"));
    env = { PATH: join(folder, "bin") };
    program("pulumi", "echo v3.240.1");
    program("pulumi-language-nodejs", "");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is taken with its language host when it is new enough", async () => {
    const found = await findPulumi({ cache: folder, env, say });
    assert.deepEqual([found.rung, found.version, found.folders], ["on PATH", "3.240.1", [join(folder, "bin")]]);
    assert.equal(samePulumi(found, env), true);
  });

  it("is looked at again when it was replaced, has gone, or another version is wanted", async () => {
    const found = await findPulumi({ cache: folder, env, say });
    assert.equal(samePulumi({ ...found, sources: "other" }, env), false);
    program("pulumi", "echo v3.241.0");
    assert.equal(samePulumi(found, env), false);
    rmSync(join(folder, "bin/pulumi"));
    assert.equal(samePulumi(found, env), false);
    assert.equal(samePulumi(undefined, env), false);
  });

  it("that was passed over is not run again until it changes", async () => {
    const found = await findPulumi({ cache: folder, env, say });
    mkdirSync(join(folder, "old"));
    writeFileSync(join(folder, "old/pulumi"), "old", { mode: 0o755 });
    const withOld = { PATH: `${join(folder, "old")}:${env.PATH}` };
    assert.equal(samePulumi(found, withOld), false);
    const passedOver = fingerprint(join(folder, "old/pulumi"));
    assert.equal(samePulumi({ ...found, passedOver }, withOld), true);
  });
});
