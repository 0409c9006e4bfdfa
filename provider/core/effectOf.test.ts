import assert from "node:assert/strict";
import { RESOURCES } from "../resources";
import { effectOf } from "./effectOf";
import type { Change } from "./resource";

const change = (path: string, rest: Partial<Change> = {}): Change => ({
  path,
  kind: "update",
  effect: "update",
  certain: true,
  ...rest,
});
const of = (changes: Change[], olds = {}, kind = RESOURCES.service) =>
  effectOf(kind.definition, olds, { changes, deleteBeforeReplace: false });

describe("what a change in place does to what runs", () => {
  for (const [what, changes, expected] of [
    ["a health check", [change("healthCheckConfiguration.interval")], /^the change deploys: new instances/],
    ["tags and scaling", [change("tags.a"), change("autoScalingConfigurationArn")], /^the change deploys nothing$/],
    ["an image not known yet", [change("sourceConfiguration.imageRepository", { certain: false })], /may deploy/],
    ["a replacement", [change("serviceName", { effect: "replace" })], undefined],
    ["nothing", [], undefined],
  ] as const) {
    it(`is told of ${what}`, () => {
      const told = of([...changes]);
      if (expected) assert.match(told!, expected);
      else assert.equal(told, undefined);
    });
  }

  it("is a deployment for a service whose creation failed", () => {
    assert.match(of([change("tags.a")], { status: "CREATE_FAILED" })!, /deploys: /);
  });

  it("is not told of kinds of which nothing runs", () => {
    assert.equal(of([change("tags.a")], {}, RESOURCES.connection), undefined);
  });
});
