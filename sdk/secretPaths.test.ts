import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { secretPaths } from "./secretPaths";

const pathsOf = (args: object | undefined): Promise<unknown> =>
  new Promise((resolve) => {
    const found = (secretPaths(args) ?? pulumi.output(undefined)) as pulumi.Output<unknown>;
    found.apply(resolve);
  });

describe("the paths of a program's secrets", () => {
  it("are found at any depth, in lists and in promises", async () => {
    const args = {
      a: pulumi.secret("x"),
      b: { c: [1, pulumi.secret("y")], d: Promise.resolve({ e: pulumi.secret("z") }) },
      plain: pulumi.output("known"),
    };
    assert.deepEqual(await pathsOf(args), [["a"], ["b", "c", "1"], ["b", "d", "e"]]);
  });

  it("are that of what holds a secret, where a program made one value of it", async () => {
    assert.deepEqual(await pathsOf({ a: pulumi.interpolate`run ${pulumi.secret("x")}` }), [["a"]]);
    assert.deepEqual(await pathsOf({ a: pulumi.output({ b: pulumi.secret("x") }) }), [["a"]]);
  });

  it("are left out when there is no secret, and waited for only when there may be one", async () => {
    assert.equal(await pathsOf({ a: pulumi.output(1) }), undefined);
    assert.equal(secretPaths({ a: 1, b: ["c", null] }), undefined);
    assert.equal(secretPaths(undefined), undefined);
  });
});
