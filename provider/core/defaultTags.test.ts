import assert from "node:assert/strict";
import { RESOURCES } from "../resources";
import { withDefaultTags } from "./defaultTags";
import { UNKNOWN } from "./unknown";

const { service, deployment } = RESOURCES;
const of = (inputs: object, defaults = { team: "web", env: "dev" }, kind = service) =>
  withDefaultTags(kind.definition, inputs as Record<string, unknown>, defaults);

describe("default tags", () => {
  it("are under the resource's own", () => {
    assert.deepEqual(of({ tags: { env: "prod", a: "1" } }), { tags: { team: "web", env: "prod", a: "1" } });
    assert.deepEqual(of({}), { tags: { team: "web", env: "dev" } });
    assert.deepEqual(of({ tags: { env: null } }), { tags: { team: "web", env: "dev" } });
    assert.deepEqual(of({ tags: { env: UNKNOWN } }), { tags: { team: "web", env: UNKNOWN } });
  });

  it("leave alone what has no tags, and what is not known or no map", () => {
    assert.deepEqual(of({ serviceArn: "x" }, undefined, deployment), { serviceArn: "x" });
    for (const tags of [UNKNOWN, "text", ["a"]]) assert.deepEqual(of({ tags }), { tags });
    assert.deepEqual(of({}, {} as never), {});
  });
});
