import assert from "node:assert/strict";
import { DEFAULT_QUOTAS, readQuotas } from "./quotas";

describe("quotas", () => {
  it("are the guide's when none is set", () => assert.deepEqual(readQuotas(" "), DEFAULT_QUOTAS));

  it("can be set one by one", () => {
    assert.deepEqual(readQuotas("services=30, connections = 0"), { ...DEFAULT_QUOTAS, services: 30, connections: 0 });
  });

  for (const [text, message] of [
    ["service=3", /no quota 'service'.*services, connections/],
    ["toString=3", /no quota 'toString'/],
    ["services", /must be a name, '=' and a number/],
    ["services=many", /'services=many' must be/],
    ["services=-1", /must be/],
    ["services=1=2", /must be/],
  ] as const) {
    it(`cannot be set by ${text}`, () => assert.throws(() => readQuotas(text), message));
  }
});
