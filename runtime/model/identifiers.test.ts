import assert from "node:assert/strict";
import { newOperationId, newResourceId, newServiceLabel } from "./identifiers";

describe("identifiers", () => {
  it("of resources are 32 hex digits", () => assert.match(newResourceId(), /^[0-9a-f]{32}$/));
  it("of operations are UUIDs", () => assert.match(newOperationId(), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
  it("of service URLs are 10 letters or digits", () => assert.match(newServiceLabel(), /^[a-z0-9]{10}$/));
  it("do not repeat", () => {
    assert.equal(new Set(Array.from({ length: 1000 }, newServiceLabel)).size, 1000);
  });
});
