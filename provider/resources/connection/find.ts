import type { ConnectionSummary } from "@aws-sdk/client-apprunner";
import { listAll } from "../../core/pages";
import type { Call } from "../../core/resource";

/** The live connection with this ARN, or this name (an import), or undefined. The API has no DescribeConnection. */
export async function findConnection(arnOrName: string, call: Call): Promise<ConnectionSummary | undefined> {
  const isArn = arnOrName.startsWith("arn:");
  const ConnectionName = isArn ? arnOrName.split("/")[1] : arnOrName;
  const all = listAll(
    (NextToken) => call.api.call("ListConnections", { ConnectionName, NextToken }, call),
    (page) => page.ConnectionSummaryList,
  );
  for await (const one of all) {
    if ((isArn ? one.ConnectionArn : one.ConnectionName) !== arnOrName) continue;
    return one.Status === "DELETED" ? undefined : one;
  }
  return undefined;
}
