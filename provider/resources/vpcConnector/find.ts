import type { VpcConnector } from "@aws-sdk/client-apprunner";
import { isApiError } from "../../core/api";
import { listAll } from "../../core/pages";
import type { Call } from "../../core/resource";

/** The live connector with this ARN, or this name (an import), or undefined. */
export async function findConnector(arnOrName: string, call: Call): Promise<VpcConnector | undefined> {
  if (!arnOrName.startsWith("arn:")) return findByName(arnOrName, call);
  try {
    const { VpcConnector: found } = await call.api.call("DescribeVpcConnector", { VpcConnectorArn: arnOrName }, call);
    return isActive(found) ? found : undefined;
  } catch (error) {
    if (isApiError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** All live connectors of the region. */
export async function* listConnectors(call: Call): AsyncGenerator<VpcConnector> {
  const all = listAll(
    (NextToken) => call.api.call("ListVpcConnectors", { NextToken }, call),
    (page) => page.VpcConnectors,
  );
  for await (const one of all) if (isActive(one)) yield one;
}

async function findByName(name: string, call: Call): Promise<VpcConnector | undefined> {
  for await (const one of listConnectors(call)) if (one.VpcConnectorName === name) return one;
  return undefined;
}

function isActive(connector: VpcConnector | undefined): boolean {
  return connector?.Status?.toUpperCase() === "ACTIVE";
}
