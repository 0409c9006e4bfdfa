import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureSecretsKey } from "./key";

describe("the key that secrets are sealed with", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-key-"));
    path = join(folder, "secrets.key");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is made once, of 32 bytes, for its owner only", () => {
    const key = ensureSecretsKey(path);
    assert.equal(key.length, 32);
    assert.deepEqual(ensureSecretsKey(path), key);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), ["secrets.key"]);
  });

  it("is closed to others when they could read it", () => {
    ensureSecretsKey(path);
    chmodSync(path, 0o644);
    ensureSecretsKey(path);
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it("is not made anew over a damaged file", () => {
    writeFileSync(path, "short\n");
    assert.throws(() => ensureSecretsKey(path), /secrets\.key holds no key of 32 bytes\. Restore it/);
  });
});
