import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ensureCredentials, readCredentials } from "./credentials";

describe("the credentials file", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "credentials-"));
    path = join(folder, "home", "credentials");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is made once, for its owner alone, in the form that every AWS client reads", () => {
    const made = ensureCredentials(path);
    assert.match(made.accessKeyId, /^LOCALAPPRUNNER[A-Z2-7]{6}$/);
    assert.match(made.secretAccessKey, /^[A-Za-z0-9+/]{40}$/);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(
      readFileSync(path, "utf8"),
      `[default]\naws_access_key_id = ${made.accessKeyId}\naws_secret_access_key = ${made.secretAccessKey}\n`,
    );
    assert.deepEqual(ensureCredentials(path), made);
    assert.deepEqual(readdirSync(join(folder, "home")), ["credentials"]);
  });

  it("gives processes that start at once the same key", async () => {
    const script = `console.log(require(${JSON.stringify(require.resolve("./credentials"))}).ensureCredentials(process.argv[1]).accessKeyId)`;
    const start = () =>
      promisify(execFile)(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", script, path]);
    const keys = await Promise.all([start(), start(), start()]);
    assert.equal(new Set(keys.map(({ stdout }) => stdout.trim())).size, 1);
  });

  it("may hold other profiles, comments and any spacing", () => {
    path = join(folder, "credentials");
    const text =
      "# mine\n[other]\naws_access_key_id=NO\n\n[default]\r\naws_access_key_id=KEY\n;x\nAWS_SECRET_ACCESS_KEY =  a=b/c= \n";
    writeFileSync(path, text);
    assert.deepEqual(readCredentials(path), { accessKeyId: "KEY", secretAccessKey: "a=b/c=" });
  });

  it("is closed to others when they could read it", () => {
    ensureCredentials(path);
    chmodSync(path, 0o644);
    ensureCredentials(path);
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it("without a key is refused with its name and what to do, and left as it is", () => {
    path = join(folder, "credentials");
    writeFileSync(path, "[default]\naws_access_key_id = KEY\n");
    assert.throws(
      () => ensureCredentials(path),
      /credentials has no aws_access_key_id and aws_secret_access_key under \[default\]/,
    );
    assert.equal(readFileSync(path, "utf8"), "[default]\naws_access_key_id = KEY\n");
    assert.equal(readCredentials(join(folder, "none")), undefined);
  });
});
