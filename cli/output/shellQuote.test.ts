import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { shellQuote } from "./shellQuote";

describe("shellQuote", () => {
  it("leaves plain words as they are", () => {
    assert.equal(shellQuote("http://127.0.0.1:4700"), "http://127.0.0.1:4700");
  });

  it("is read back by a POSIX shell as the very same value", () => {
    const value = fc
      .string({ unit: "binary", maxLength: 40 })
      .filter((text) => !text.includes("\0") && Buffer.from(text).toString() === text);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(value, fc.constantFrom("", "'", "''\\", "$(id)", "`id`", "a\nb", "!!", "~", "#", "*")), {
          maxLength: 10,
        }),
        (values) => {
          // Each value ends with a character that no value has, since a shell drops trailing newlines of $(...), not of printf.
          const script = values.map((one) => `printf '%s\\0' ${shellQuote(one)}`).join("\n");
          const read = execFileSync("sh", ["-c", script], { encoding: "utf8" });
          assert.deepEqual(read.split("\0").slice(0, -1), values);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("refuses a NUL character", () => {
    assert.throws(() => shellQuote("a\0b"), RangeError);
  });
});
