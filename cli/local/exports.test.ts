import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { shellExports } from "./exports";

const exported = {
  endpoint: "http://127.0.0.1:4700",
  credentials: { accessKeyId: "AKIALOCAL", secretAccessKey: "a/b+c'd $(e)" },
  region: "eu-west-1",
};

/** What a shell that has evaluated the lines hands to the programs it starts. */
function environmentAfter(lines: readonly string[], before: NodeJS.ProcessEnv): Map<string, string> {
  const output = execFileSync("sh", ["-c", `eval "$EXPORTS"; env -0`], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, ...before, EXPORTS: lines.join("\n") },
  });
  return new Map(output.split("\0").map((entry) => entry.split(/=(.*)/s, 2) as [string, string]));
}

describe("shellExports", () => {
  it("give a shell the endpoints, the key and the region, and take profile and session away", () => {
    const before = {
      AWS_PROFILE: "work",
      AWS_SESSION_TOKEN: "token",
      AWS_REGION: "us-west-2",
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    };
    const after = environmentAfter(shellExports(exported, before), before);
    assert.equal(after.get("AWS_ENDPOINT_URL_APPRUNNER"), exported.endpoint);
    assert.equal(after.get("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS"), exported.endpoint);
    assert.equal(after.get("AWS_ACCESS_KEY_ID"), "AKIALOCAL");
    assert.equal(after.get("AWS_SECRET_ACCESS_KEY"), "a/b+c'd $(e)");
    assert.equal(after.get("AWS_REGION"), "eu-west-1");
    assert.equal(after.get("AWS_DEFAULT_REGION"), "eu-west-1");
    for (const gone of ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]) {
      assert.ok(!after.has(gone), gone);
    }
  });

  it("send calls to 127.0.0.1 past a proxy, and keep what else went past it", () => {
    const after = environmentAfter(
      shellExports(exported, { HTTP_PROXY: "http://proxy:3128", NO_PROXY: "intern.example,127.0.0.1" }),
      {},
    );
    assert.equal(after.get("NO_PROXY"), "intern.example,127.0.0.1");
    assert.equal(after.get("no_proxy"), "127.0.0.1");
  });

  it("say nothing of proxies where there is none", () => {
    assert.ok(!shellExports(exported, {}).join("\n").includes("PROXY"));
  });
});
