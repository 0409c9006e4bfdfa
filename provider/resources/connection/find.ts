import type { ConnectionSummary } from "@aws-sdk/client-apprunner";
import { listAll } from "../../core/pages";
import type { Call } from "../../core/resource";

/** The live connection with this ARN, or this name (an import), or undefined. The API has no DescribeConnection. */
export async function findConnection(arnOrName: string, call: Call): Promise<ConnectionSummary | undefined> {
  const isArn = arnOrName.startsWith("arn:");
  const ConnectionName = isArn ? arnOrName.split("/")[1] : arnOrName;
  for await (const one of listConnections(call, ConnectionName)) {
    if ((isArn ? one.ConnectionArn : one.ConnectionName) === arnOrName) return one;
  }
  return undefined;
}

/** All live connections of the region, or those of one name. */
export async function* listConnections(call: Call, ConnectionName?: string): AsyncGenerator<ConnectionSummary> {
  const all = listAll(
    (NextToken) => call.api.call("ListConnections", { ConnectionName, NextToken }, call),
    (page) => page.ConnectionSummaryList,
  );
  for await (const one of all) if (one.Status !== "DELETED") yield one;
}
