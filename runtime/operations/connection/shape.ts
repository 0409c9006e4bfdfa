import type { Connection } from "@aws-sdk/client-apprunner";
import type { ConnectionRow } from "../../state/connections";

/** A stored connection as the API describes and lists it. */
export function describeConnection(row: ConnectionRow): Connection {
  return {
    ConnectionName: row.name,
    ConnectionArn: row.arn,
    ProviderType: row.providerType,
    Status: row.status,
    CreatedAt: new Date(row.createdAt),
  };
}
