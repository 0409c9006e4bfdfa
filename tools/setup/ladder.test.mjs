import assert from "node:assert/strict";
import { climb, NoRung, Unavailable } from "./ladder.mjs";

describe("a ladder", () => {
  const no = (why) => async () => {
    throw new Unavailable(why);
  };

  it("answers the first rung that holds and why the ones before it did not", async () => {
    const answer = await climb([
      { name: "a", attempt: no("not here") },
      { name: "b", attempt: async () => 2 },
      { name: "c", attempt: () => assert.fail("tried a rung below one that holds") },
    ]);
    assert.deepEqual(answer, { rung: "b", value: 2, refused: [{ rung: "a", why: "not here" }] });
  });

  it("names every rung when none holds", async () => {
    const climbing = climb([
      { name: "a", attempt: no("not here") },
      { name: "b", attempt: no("nor here") },
    ]);
    await assert.rejects(
      climbing,
      (error) => error instanceof NoRung && error.message === "  - a: not here\n  - b: nor here",
    );
  });

  it("stops at an error that is no refusal", async () => {
    const broken = async () => {
      throw new TypeError("a defect");
    };
    await assert.rejects(
      climb([
        { name: "a", attempt: broken },
        { name: "b", attempt: async () => 2 },
      ]),
      /a defect/,
    );
  });
});
