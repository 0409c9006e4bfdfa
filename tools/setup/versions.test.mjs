import assert from "node:assert/strict";
import { whyNoGo } from "./pulumiModules.mjs";
import { checksumOf } from "./pulumiRelease.mjs";
import { goVersionOf, isOlder, programs, sourcesDigest, versionOf } from "./versions.mjs";

describe("versions", () => {
  it("are compared number by number", () => {
    assert.equal(isOlder("3.9.0", "3.230.0"), true);
    assert.equal(isOlder("3.230.0", "3.230.0"), false);
    assert.equal(isOlder("4.0.0", "3.230.0"), false);
    assert.equal(isOlder("3.230.1-alpha.1", "3.230.0"), false);
    assert.equal(isOlder("1.25", "1.25.11"), true);
  });

  it("of Pulumi are read from the go.mod files", () => {
    for (const program of programs) {
      assert.match(versionOf(program), /^3\.\d+\.\d+$/);
      assert.match(goVersionOf(program), /^1\.\d+/);
    }
    assert.match(sourcesDigest(), /^[0-9a-f]{12}$/);
  });

  it("of Go that are too old are refused with what is needed", () => {
    assert.equal(whyNoGo("go1.26.8", "1.25.11"), undefined);
    assert.equal(whyNoGo("go1.19.8", "1.25.11"), "Go 1.19.8 is installed, and 1.25.11 or newer is needed");
    assert.match(whyNoGo(undefined, "1.25.11"), /^Go is not installed: install Go 1\.25\.11 or newer/);
  });
});

describe("published checksums", () => {
  const sum = "a".repeat(64);

  it("are found by the name of the archive", () => {
    assert.equal(checksumOf(`${"b".repeat(64)}  other.tar.gz\n${sum}  it.tar.gz\n`, "it.tar.gz"), sum);
  });

  it("that lack the archive, or are none, are an error", () => {
    assert.throws(() => checksumOf(`${sum}  other.tar.gz`, "it.tar.gz"), /have no SHA-256 of it\.tar\.gz/);
    assert.throws(() => checksumOf("<html>it.tar.gz</html>", "it.tar.gz"), /have no SHA-256/);
  });
});
