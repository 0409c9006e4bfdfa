import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { homePaths } from "../../api/home";
import { readCredentials } from "./credentials";

describe("readCredentials", () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "credentials-"));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it("reads the default profile and no other", () => {
    writeFileSync(
      homePaths(home).credentials,
      "[other]\naws_access_key_id = NO\n[default]\naws_access_key_id=KEY\r\naws_secret_access_key = a=b/c \n[third]\naws_secret_access_key = NO\n",
    );
    assert.deepEqual(readCredentials(home), { accessKeyId: "KEY", secretAccessKey: "a=b/c" });
  });

  it("names the file when it is missing, and says nothing of its content when it is damaged", () => {
    assert.throws(() => readCredentials(home), { name: "CommandFailure", message: /credentials/ });
    writeFileSync(homePaths(home).credentials, "[default]\naws_secret_access_key = canary\n");
    assert.throws(
      () => readCredentials(home),
      (error: Error) =>
        error.message.includes("credentials has no aws_access_key_id") && !error.message.includes("canary"),
    );
  });
});
