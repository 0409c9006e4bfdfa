import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Properties, Target } from "../../provider/core/resource";
import { findCheckout } from "./git";
import { fillOwnRepository } from "./ownRepository";

describe("a service out of the file's own repository", () => {
  let folder: string;
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@b", ...args], {
      encoding: "utf8",
    }).trim();
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
  const commit = (): void => {
    git("add", "--all");
    git("commit", "--quiet", "--message", "change");
  };
  const inputs = (code: Properties = {}): Properties => ({
    sourceConfiguration: { codeRepository: { repositoryUrl: ".", sourceDirectory: "app", ...code } },
  });
  const fill = (given: Properties = inputs(), target: Target = "local") => {
    const warnings: string[] = [];
    const filled = fillOwnRepository(given, { checkout: () => findCheckout(folder), target, name: "hello", warnings });
    const source = filled.inputs.sourceConfiguration as { codeRepository: Properties };
    return { ...filled, code: source.codeRepository, deployOn: filled.inputs.deployOn, warnings };
  };

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "apprunner-own-")));
    mkdirSync(join(folder, "app"));
    write("app/server.js", "1");
    write("README.md", "1");
    git("init", "--quiet", "--initial-branch", "trunk");
    commit();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("has its URL and the branch that is checked out", () => {
    const { code } = fill();
    assert.equal(code.repositoryUrl, `file://${folder}`);
    assert.deepEqual(code.sourceCodeVersion, { type: "BRANCH", value: "trunk" });
  });

  it("is deployed again when its directory changes, and not when something else does", () => {
    const before = fill().deployOn;
    write("README.md", "2");
    commit();
    assert.deepEqual(fill().deployOn, before);
    write("app/server.js", "2");
    commit();
    assert.notDeepEqual(fill().deployOn, before);
    assert.notDeepEqual(fill(inputs({ sourceDirectory: undefined })).deployOn, fill().deployOn);
  });

  it("warns of what is not committed in its directory", () => {
    write("README.md", "2");
    assert.deepEqual(fill().warnings, []);
    write("app/server.js", "2");
    write("app/new.js", "1");
    assert.match(
      fill().warnings[0]!,
      /^service hello is deployed from the last commit.*: app\/server\.js, app\/new\.js$/,
    );
  });

  it("comes from a branch at the same commit, or from HEAD, when no branch is checked out", () => {
    git("checkout", "--quiet", "--detach");
    assert.deepEqual(fill().code.sourceCodeVersion, { type: "BRANCH", value: "trunk" });
    write("app/server.js", "2");
    commit();
    assert.deepEqual(fill().code.sourceCodeVersion, { type: "BRANCH", value: "HEAD" });
    assert.match(fill(inputs(), "aws").problems[0]!.message, /no remote origin|no branch is checked out/);
  });

  it("comes from the remote origin on AWS", () => {
    git("remote", "add", "origin", "git@github.com:me/app.git");
    const { code, deployOn } = fill(inputs(), "aws");
    assert.equal(code.repositoryUrl, "https://github.com/me/app");
    assert.equal(deployOn, undefined);
  });

  it("is deployed by an update on AWS too, unless each push is", () => {
    git("remote", "add", "origin", "git@github.com:me/app.git");
    const version = { sourceCodeVersion: { type: "BRANCH", value: "main" } };
    const given = inputs(version);
    const byHand = {
      sourceConfiguration: { ...(given.sourceConfiguration as Properties), autoDeploymentsEnabled: false },
    };
    const before = fill(byHand, "aws");
    assert.equal((before.code.sourceCodeVersion as Properties).value, "main");
    write("app/server.js", "2");
    commit();
    assert.notDeepEqual(fill(byHand, "aws").deployOn, before.deployOn);
    assert.equal(fill(given, "aws").deployOn, undefined);
  });

  it("is a problem where its directory is not committed, or there is no repository", () => {
    assert.match(
      fill(inputs({ sourceDirectory: "other" })).problems[0]!.message,
      /other is no folder of the last commit/,
    );
    rmSync(join(folder, ".git"), { recursive: true });
    assert.match(fill().problems[0]!.message, /this git repository, but .* is in none/);
  });

  it("is left alone when it is not meant", () => {
    const given = { sourceConfiguration: { codeRepository: { repositoryUrl: "https://github.com/me/app" } } };
    assert.deepEqual(fill(given).inputs, given);
  });
});
