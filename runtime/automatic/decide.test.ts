import assert from "node:assert/strict";
import { type Decision, decide, type Facts } from "./decide";

describe("the decision to deploy automatically", () => {
  const moved: Facts = { status: "RUNNING", head: "c2", seen: "c1", deployed: "c1" };
  const cases: [string, Partial<Facts>, Decision][] = [
    ["a new head is deployed", {}, "deploy"],
    ["the head that was deployed is left", { head: "c1" }, "nothing"],
    ["a head that failed and was rolled back is left", { head: "c2", seen: "c2" }, "nothing"],
    ["the head after one that failed is deployed", { head: "c3", seen: "c2" }, "deploy"],
    ["a branch that goes back to what serves is remembered", { head: "c1", seen: "c2" }, "remember"],
    ["a first look remembers", { seen: undefined }, "remember"],
    ["a first look at a service of another source remembers", { seen: undefined, deployed: undefined }, "remember"],
    ["what nobody knows is left", { head: undefined }, "nothing"],
    ["a running operation is not disturbed, and nothing is remembered", { status: "OPERATION_IN_PROGRESS" }, "nothing"],
    ["a paused service is left", { status: "PAUSED" }, "nothing"],
    ["a service that failed to be created is left", { status: "CREATE_FAILED", seen: undefined }, "nothing"],
  ];
  for (const [fact, change, decision] of cases) {
    it(fact, () => assert.equal(decide({ ...moved, ...change }), decision));
  }
});
