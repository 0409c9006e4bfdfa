import assert from "node:assert/strict";
import { agrees } from "./versionRange";

describe("agreement of a runtime version with a package.json engines range", () => {
  const agreeing: [string, string][] = [
    ["18", ">=18"],
    ["18", ">=18.12"],
    ["18.2", "^18.0.0"],
    ["22", "18.x || 20.x || 22.x"],
    ["12.18.4", "12.18.4"],
    ["18", "*"],
    ["18", ""],
    ["22.4.1", "~22.4"],
    ["16", "14 - 16"],
    ["0.10", "^0.10.3"],
    ["18", ">= 16.0.0 < 19"],
    ["18", "this is no range"],
    ["22", ">=22.0.0-rc.1"],
  ];
  for (const [version, range] of agreeing) {
    it(`${version} can be in "${range}"`, () => assert.equal(agrees(version, range), true));
  }

  const conflicting: [string, string][] = [
    ["18", ">=20"],
    ["18", "<18"],
    ["12.18.4", "12.18.3"],
    ["18.2", "^18.3.0"],
    ["22", "18.x || 20.x"],
    ["22.4", "~22.5.1"],
    ["16.1", "14 - 16.0"],
    ["0.11", "^0.10.3"],
    ["18", ">18"],
    ["18", ">20 <19"],
  ];
  for (const [version, range] of conflicting) {
    it(`${version} can never be in "${range}"`, () => assert.equal(agrees(version, range), false));
  }
});
