import assert from "node:assert/strict";
import type { OperationStatus } from "@aws-sdk/client-apprunner";
import type { Client } from "../../provider/client";
import { followOperation } from "./operation";

const operation = { serviceArn: "arn:service", operationId: "this" };

/** An App Runner whose ListOperations answers one look after the other from a script; the last answer stays. */
function scripted(looks: (OperationStatus | undefined)[]): Client {
  let look = -1;
  const call = async (name: string, input: { NextToken?: string }) => {
    assert.equal(name, "ListOperations");
    // Two pages, and the first is empty: only a missing token ends a list.
    if (input.NextToken === undefined) return { OperationSummaryList: [], NextToken: "more" };
    look = Math.min(look + 1, looks.length - 1);
    const other = { Id: "other", Status: "FAILED" };
    return { OperationSummaryList: looks[look] === undefined ? [other] : [other, { Id: "this", Status: looks[look] }] };
  };
  return { call } as unknown as Client;
}

async function follow(
  looks: (OperationStatus | undefined)[],
): Promise<{ end: OperationStatus; seen: unknown[]; waited: number }> {
  let now = 0;
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const seen: unknown[] = [];
  const end = await followOperation(
    { client: scripted(looks), clock, pollMs: 1000 },
    operation,
    async (status) => void seen.push(status),
  );
  return { end, seen, waited: now };
}

describe("followOperation", () => {
  it("looks until the operation of that id has succeeded", async () => {
    const looks: (OperationStatus | undefined)[] = [undefined, "PENDING", "IN_PROGRESS", "SUCCEEDED"];
    assert.deepEqual(await follow(looks), { end: "SUCCEEDED", seen: looks, waited: 3000 });
  });

  it("goes on while a rollback runs, and tells its end", async () => {
    const { end } = await follow(["IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_SUCCEEDED"]);
    assert.equal(end, "ROLLBACK_SUCCEEDED");
  });

  it("tells a failure as it is", async () => {
    assert.equal((await follow(["FAILED"])).end, "FAILED");
  });

  it("gives up on an operation that never appears", async () => {
    await assert.rejects(follow([undefined]), {
      name: "CommandFailure",
      message: /this of arn:service does not appear/,
    });
  });
});
