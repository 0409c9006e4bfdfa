import type { VpcConnector, VpcIngressConnection, VpcIngressConnectionStatus } from "@aws-sdk/client-apprunner";
import { parseArn } from "../../model/arn";
import type { VpcConnectorRow } from "../../state/vpcConnectors";
import type { VpcIngressConnectionRow } from "../../state/vpcIngressConnections";

/** A stored VPC connector as the API describes and lists it. */
export function describeConnector(row: VpcConnectorRow): VpcConnector {
  return {
    VpcConnectorName: row.name,
    VpcConnectorArn: row.arn,
    VpcConnectorRevision: row.revision,
    Subnets: [...row.subnets],
    SecurityGroups: [...row.securityGroups],
    Status: row.deletedAt === undefined ? "ACTIVE" : "INACTIVE",
    CreatedAt: new Date(row.createdAt),
    DeletedAt: row.deletedAt === undefined ? undefined : new Date(row.deletedAt),
  };
}

/** A stored VPC ingress connection as the API describes it; `Status` is what the answer says, if not what is stored. */
export function describeIngress(
  row: VpcIngressConnectionRow,
  Status: VpcIngressConnectionStatus = row.status,
): VpcIngressConnection {
  return {
    VpcIngressConnectionArn: row.arn,
    VpcIngressConnectionName: row.name,
    ServiceArn: row.serviceArn,
    Status,
    AccountId: parseArn(row.arn)?.account,
    DomainName: row.domainName,
    IngressVpcConfiguration: { VpcId: row.vpcId, VpcEndpointId: row.vpcEndpointId },
    CreatedAt: new Date(row.createdAt),
    DeletedAt: row.deletedAt === undefined ? undefined : new Date(row.deletedAt),
  };
}
