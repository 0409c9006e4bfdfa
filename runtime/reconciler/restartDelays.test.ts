import assert from "node:assert/strict";
import { RestartDelays } from "./restartDelays";

const at = (seconds: number): Date => new Date(seconds * 1000);

describe("delays between restarts of an instance", () => {
  it("grow from none to a minute while it keeps ending", () => {
    const delays = new RestartDelays();
    const seconds: number[] = [];
    let now = 0;
    for (let n = 0; n < 10; n++) {
      const remaining = delays.remainingMs("a", at(now), at(now)) / 1000;
      seconds.push(remaining);
      now += remaining + 1;
    }
    assert.deepEqual(seconds, [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it("run down while the same end is asked about again", () => {
    const delays = new RestartDelays();
    delays.remainingMs("a", at(0), at(0));
    assert.equal(delays.remainingMs("a", at(10), at(10)), 1_000);
    assert.equal(delays.remainingMs("a", at(10), at(10.4)), 600);
    assert.equal(delays.remainingMs("a", at(10), at(12)), 0);
  });

  it("begin afresh for an instance that ran for five minutes", () => {
    const delays = new RestartDelays();
    delays.remainingMs("a", at(0), at(0));
    assert.equal(delays.remainingMs("a", at(10), at(310)), 0);
  });
});
