import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { readPageToken, writePageToken } from "./pageToken";

describe("a page token", () => {
  const key = randomBytes(32);

  it("opens the place it was written for", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (scope, position) => {
        assert.equal(readPageToken(key, scope, writePageToken(key, scope, position)), position);
      }),
    );
  });

  it("opens no other listing", () => {
    assert.equal(
      readPageToken(key, "ListServices us-east-1", writePageToken(key, "ListServices eu-west-1", 7)),
      undefined,
    );
  });

  it("is worth nothing with another key", () => {
    assert.equal(readPageToken(randomBytes(32), "scope", writePageToken(key, "scope", 7)), undefined);
  });

  it("cannot be made up", () => {
    fc.assert(fc.property(fc.string(), (text) => assert.equal(readPageToken(key, "scope", text), undefined)));
  });

  it("does not survive a changed character", () => {
    const token = writePageToken(key, "scope", 123456);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === "A" ? "B" : "A";
      assert.equal(readPageToken(key, "scope", token.slice(0, at) + other + token.slice(at + 1)), undefined);
    }
  });

  it("is short enough for the API", () => {
    assert.ok(writePageToken(key, "scope", Number.MAX_SAFE_INTEGER).length <= 1024);
  });
});
