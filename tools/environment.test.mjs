import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectEnvironment } from "./environment.mjs";
import { cacheFolder, runtimeHome } from "./paths.mjs";

describe("the project's environment", () => {
  let home;
  let env;
  const machine = {
    pulumi: { folders: ["/cache/pulumi"] },
    languages: { folders: ["/cache/languages"] },
    engine: { kind: "docker", host: "unix:///d" },
  };
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "apprunner-environment-"));
    env = { HOME: home, PATH: "/usr/bin:/cache/pulumi" };
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it("puts our Node, the Pulumi CLI, its languages and its plugins first on PATH, each once", () => {
    const folders = projectEnvironment({ env, machine }).PATH.split(":");
    assert.match(folders[0], /node_modules\/\.bin$/);
    assert.deepEqual(folders.slice(1, 3), ["/cache/pulumi", "/cache/languages"]);
    assert.match(folders[3], /node_modules\/@pulumi\/pulumi$/);
    assert.deepEqual(folders.slice(4), ["/usr/bin"]);
  });

  it("names the engine that set-up found", () => {
    assert.equal(projectEnvironment({ env, machine }).DOCKER_HOST, "unix:///d");
    assert.equal("DOCKER_HOST" in projectEnvironment({ env, machine: { engine: { kind: "process" } } }), false);
  });

  it("names the packages beside ours that tests need, where set-up has them", () => {
    const { APPRUNNER_TEST_PEERS } = projectEnvironment({
      env,
      machine: { ...machine, peers: { folder: "/cache/peers/1" } },
    });
    assert.equal(APPRUNNER_TEST_PEERS, "/cache/peers/1");
    assert.equal("APPRUNNER_TEST_PEERS" in projectEnvironment({ env, machine }), false);
  });

  it("keeps stacks in the runtime's home", () => {
    const { PULUMI_BACKEND_URL } = projectEnvironment({ env, machine });
    assert.equal(PULUMI_BACKEND_URL, `file://${home}/.apprunner/pulumi`);
    assert.equal(statSync(join(home, ".apprunner/pulumi")).mode & 0o777, 0o700);
  });

  it("makes one random passphrase that only its owner reads", () => {
    const file = projectEnvironment({ env, machine }).PULUMI_CONFIG_PASSPHRASE_FILE;
    const passphrase = readFileSync(file, "utf8");
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.ok(passphrase.trim().length >= 32);
    projectEnvironment({ env, machine });
    assert.equal(readFileSync(file, "utf8"), passphrase);
  });

  it("leaves a user's own passphrase and backend alone", () => {
    for (const own of [{ PULUMI_CONFIG_PASSPHRASE: "" }, { PULUMI_CONFIG_PASSPHRASE_FILE: "/mine" }]) {
      const made = projectEnvironment({ env: { ...env, ...own, PULUMI_BACKEND_URL: "s3://b" }, machine });
      assert.equal(made.PULUMI_CONFIG_PASSPHRASE, own.PULUMI_CONFIG_PASSPHRASE);
      assert.equal(made.PULUMI_CONFIG_PASSPHRASE_FILE, own.PULUMI_CONFIG_PASSPHRASE_FILE);
      assert.equal(made.PULUMI_BACKEND_URL, "s3://b");
    }
    assert.throws(() => statSync(join(home, ".apprunner/passphrase")), /ENOENT/);
  });
});

describe("the folders", () => {
  it("follow APPRUNNER_CACHE, XDG_CACHE_HOME and HOME in this order", () => {
    assert.equal(cacheFolder({ APPRUNNER_CACHE: "/c", XDG_CACHE_HOME: "/x", HOME: "/h" }), "/c");
    assert.equal(cacheFolder({ XDG_CACHE_HOME: "/x", HOME: "/h" }), "/x/pulumi-apprunner");
    assert.equal(cacheFolder({ HOME: "/h" }), "/h/.cache/pulumi-apprunner");
  });

  it("follow APPRUNNER_HOME and HOME", () => {
    assert.equal(runtimeHome({ APPRUNNER_HOME: "/a", HOME: "/h" }), "/a");
    assert.equal(runtimeHome({ HOME: "/h" }), "/h/.apprunner");
  });
});
