import assert from "node:assert/strict";
import { sideBySide } from "./sideBySide";

describe("sideBySide", () => {
  it("answers in the items' order and never has more under way than allowed", async () => {
    let underWay = 0;
    let most = 0;
    const values = await sideBySide([3, 1, 2, 0], 2, async (item) => {
      most = Math.max(most, ++underWay);
      for (let turn = 0; turn < item; turn++) await Promise.resolve();
      underWay--;
      return item * 10;
    });
    assert.deepEqual(values, [30, 10, 20, 0]);
    assert.equal(most, 2);
  });

  it("begins nothing more after a failure", async () => {
    const begun: number[] = [];
    const all = sideBySide([1, 2, 3], 1, async (item) => {
      begun.push(item);
      if (item === 2) throw new Error("two");
    });
    await assert.rejects(all, /two/);
    assert.deepEqual(begun, [1, 2]);
  });
});
