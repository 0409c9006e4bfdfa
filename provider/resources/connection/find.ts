import type { ConnectionSummary } from "@aws-sdk/client-apprunner";
import type { Call } from "../../core/resource";

/** The live connection with this ARN, or this name (an import), or undefined. The API has no DescribeConnection. */
export async function findConnection(arnOrName: string, call: Call): Promise<ConnectionSummary | undefined> {
  const isArn = arnOrName.startsWith("arn:");
  const ConnectionName = isArn ? arnOrName.split("/")[1] : arnOrName;
  let NextToken: string | undefined;
  do {
    const page = await call.api.call("ListConnections", { ConnectionName, NextToken }, call);
    const found = page.ConnectionSummaryList?.find((connection) =>
      isArn ? connection.ConnectionArn === arnOrName : connection.ConnectionName === arnOrName,
    );
    if (found) return found.Status === "DELETED" ? undefined : found;
    NextToken = page.NextToken;
  } while (NextToken);
  return undefined;
}
