import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import { readSettings } from "./settings";

const read = (settings: Record<string, string>) => readSettings((key) => settings[key]);

describe("settings", () => {
  it("are AWS when nothing is said", () => {
    assert.deepEqual(read({}), {
      target: "aws",
      region: undefined,
      profile: undefined,
      endpoint: undefined,
      checks: true,
      home: undefined,
      defaultTags: {},
    });
  });

  it("follow pulumi-aws on AWS, and not on the local target", () => {
    const aws = { "aws:region": "eu-west-1", "aws:profile": "work" };
    assert.deepEqual([read(aws).region, read(aws).profile], ["eu-west-1", "work"]);
    assert.equal(read({ ...aws, "apprunner:region": "us-west-2" }).region, "us-west-2");
    const local = read({ ...aws, "apprunner:target": "local" });
    assert.deepEqual([local.region, local.profile], [undefined, undefined]);
  });

  it("turn the look at the account off", () => {
    assert.equal(read({ "apprunner:checks": "off" }).checks, false);
    assert.throws(() => read({ "apprunner:checks": "no" }), /apprunner:checks is "no": must be one of on, off/);
  });

  it("have default tags as JSON, with numbers where they look like some", () => {
    const tagsOf = (text: string) => read({ "apprunner:defaultTags": text }).defaultTags;
    assert.deepEqual(tagsOf('{"team":"web","cost":42,"paid":true}'), { team: "web", cost: "42", paid: "true" });
    assert.throws(() => tagsOf("team=web"), /defaultTags must be a map of keys to values: pulumi config set --path/);
    assert.throws(() => tagsOf('["web"]'), /must be a map/);
    assert.throws(() => tagsOf('{"aws:x":"1"}'), /^Error: apprunner:defaultTags\.aws:x: the key .*is not allowed/);
    assert.throws(() => tagsOf('{"a":{}}'), /^Error: apprunner:defaultTags\.a: /);
  });

  it("refuse what cannot be", () => {
    assert.throws(
      () => read({ "apprunner:target": "azure" }),
      /apprunner:target is "azure": must be one of aws, local/,
    );
    assert.throws(() => read({ "apprunner:endpoint": "here" }), /apprunner:endpoint is "here": must be an http/);
    assert.throws(() => read({ "apprunner:endpoint": "file:///a" }), /apprunner:endpoint is "file:\/\/\/a": must be/);
    assert.throws(() => read({ "apprunner:region": "EU West" }), /apprunner:region is "EU West": must be the name/);
    assert.throws(() => read({ "apprunner:home": "here" }), /must be an absolute path/);
    assert.equal(read({ "apprunner:home": "~/x" }).home, join(homedir(), "x"));
  });
});
