import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { SealBroken } from "./failures";
import { createSeal } from "./seal";

describe("a seal", () => {
  const seal = createSeal(randomBytes(32));

  for (const text of ["s3cret", "", "zwölf Ünïcode \u{1f511}\n", "x".repeat(65_536)]) {
    it(`opens what it closed (${text.length} characters)`, () => {
      assert.equal(seal.open(seal.close(text, "a"), "a", "it"), text);
    });
  }

  it("shows nothing of a text, and nothing twice", () => {
    const [one, other] = [seal.close("the same text", "a"), seal.close("the same text", "a")];
    assert.notDeepEqual(one, other);
    assert.ok(!Buffer.from(one).includes("the same text"));
  });

  it("opens for no other purpose and with no other key", () => {
    const closed = seal.close("text", "secret 1");
    assert.throws(() => seal.open(closed, "secret 2", "Secret 2"), /^SealBroken: Secret 2 does not open/);
    assert.throws(() => createSeal(randomBytes(32)).open(closed, "secret 1", "It"), SealBroken);
  });

  it("does not open when any byte was changed or the end is missing", () => {
    const closed = seal.close("text", "a");
    for (let at = 0; at < closed.length; at++) {
      const changed = Uint8Array.from(closed, (byte, index) => (index === at ? byte ^ 1 : byte));
      assert.throws(() => seal.open(changed, "a", "It"), SealBroken);
      assert.throws(() => seal.open(closed.slice(0, at), "a", "It"), SealBroken);
    }
  });
});
