import assert from "node:assert/strict";
import type { Service } from "@aws-sdk/client-apprunner";
import type { Api } from "../../core/api";
import type { Call } from "../../core/resource";
import { readLastLines, withoutSecrets } from "./logLines";

const service = { ServiceName: "hello", ServiceId: "1f" } as Service;

/** Logs by group, in pages. */
function aCall(logs: Record<string, string[][] | Error>, target: Call["target"] = "aws"): Call {
  const read = async (_: string, { logGroupName, nextToken }: { logGroupName: string; nextToken?: string }) => {
    const pages = logs[logGroupName] ?? [];
    if (pages instanceof Error) throw pages;
    const at = Number(nextToken ?? 0);
    return {
      events: pages[at]?.map((message) => ({ message })),
      nextToken: at + 1 < pages.length ? String(at + 1) : undefined,
    };
  };
  return { api: { logs: read } as unknown as Api, target } as Call;
}

describe("the last lines of a service's logs", () => {
  it("are the newest of both logs, over all pages, empty ones too", async () => {
    const numbers = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    const call = aCall({
      "/aws/apprunner/hello/1f/service": [numbers.slice(0, 20), [], numbers.slice(20)],
      "/aws/apprunner/hello/1f/application": [["it fails\n"]],
    });
    const text = await readLastLines(service, undefined, call, {});
    assert.match(text, /service's log \(build, deployment\):\n {2}\| line 18\n(.*\n){10} {2}\| line 29\n/);
    assert.match(text, /application's log:\n {2}\| it fails\n/);
    assert.match(text, /More: CloudWatch log groups .*\/service and .*\/application$/);
  });

  it("say that there is nothing, or that it cannot be read, and fail nothing", async () => {
    const denied = new Error("not authorized to perform logs:FilterLogEvents");
    const call = aCall({ "/aws/apprunner/hello/1f/service": denied }, "local");
    const text = await readLastLines(service, undefined, call, {});
    assert.match(text, /\/service cannot be read: not authorized/);
    assert.match(text, /Nothing in the application's log\./);
    assert.match(text, /More: npx apprunner logs hello$/);
  });

  it("have the names of variables in the place of their values", () => {
    const secrets = { TOKEN: "s3cr3t-token", MODE: "dev" };
    const line = "GET https://x/?token=s3cr3t-token in dev, s3cr3t-token";
    assert.equal(withoutSecrets(line, secrets), "GET https://x/?token=[value of TOKEN] in dev, [value of TOKEN]");
  });
});
