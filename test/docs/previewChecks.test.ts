import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Resource } from "../../provider/core/resource";
import { RESOURCES } from "../../provider/resources";

const GUIDE = join(__dirname, "..", "..", "docs", "guides", "previewChecks.md");

describe("the guide to what a preview checks", () => {
  it("has a policy with the permissions of every look, and no other", () => {
    const policy = JSON.parse(/```json\n(.*?)```/s.exec(readFileSync(GUIDE, "utf8"))![1]!) as {
      Statement: { Action: string[] }[];
    };
    const looks = Object.values(RESOURCES).flatMap((resource: Resource) => resource.foresee?.looks ?? []);
    const needed = looks
      .flatMap(({ asks }) => asks)
      .map((ask) => ask.replace(/^apprunner:(Describe|List).+$/, "apprunner:$1*"));
    assert.deepEqual(policy.Statement.flatMap(({ Action }) => Action).sort(), [...new Set(needed)].sort());
  });
});
