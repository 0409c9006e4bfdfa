import { type ApiError, invalidRequest, invalidState, resourceNotFound } from "../../model/apiError";
import { parseArn } from "../../model/arn";
import type { VpcConnectorRow } from "../../state/vpcConnectors";
import type { VpcIngressConnectionRow } from "../../state/vpcIngressConnections";
import type { OperationContext } from "../context";

type MakeError = (message: string) => ApiError;

/**
 * The VPC connector of a full ARN, deleted ones included.
 * Throws InvalidRequestException when it is no connector's ARN, ResourceNotFoundException when none has it.
 */
export function findVpcConnector({ state, region }: OperationContext, arn: string): VpcConnectorRow {
  if (parseArn(arn)?.kind !== "vpcconnector") {
    throw invalidRequest(`The VPC connector ARN you specified isn't valid. ARN: '${arn}'`);
  }
  const row = state.vpcConnectors.find(arn);
  if (!row || row.region !== region) throw resourceNotFound(`VPC connector doesn't exist. ARN: '${arn}'`);
  return row;
}

/** Throws `missing` unless the ARN is that of an active VPC connector. */
export function requireVpcConnector(
  { state, region }: OperationContext,
  arn: string,
  missing: MakeError,
): VpcConnectorRow {
  const row = state.vpcConnectors.find(arn);
  if (!row || row.region !== region || row.deletedAt !== undefined) {
    throw missing(`The VPC connector ARN you specified isn't valid. ARN: '${arn}'`);
  }
  return row;
}

/**
 * The VPC ingress connection of an ARN, deleted ones included.
 * Throws InvalidRequestException when it is no such ARN, ResourceNotFoundException when none has it.
 */
export function findVpcIngressConnection({ state, region }: OperationContext, arn: string): VpcIngressConnectionRow {
  if (parseArn(arn)?.kind !== "vpcingressconnection") {
    throw invalidRequest(`The VPC ingress connection ARN you specified isn't valid. ARN: '${arn}'`);
  }
  const row = state.vpcIngressConnections.find(arn);
  if (!row || row.region !== region) throw resourceNotFound(`VPC ingress connection doesn't exist. ARN: '${arn}'`);
  return row;
}

/** Source: API, UpdateVpcIngressConnection and DeleteVpcIngressConnection. */
const INGRESS_STATUSES = {
  updated: ["AVAILABLE", "FAILED_CREATION", "FAILED_UPDATE"],
  deleted: ["AVAILABLE", "FAILED_CREATION", "FAILED_UPDATE", "FAILED_DELETION"],
} as const;

/** Throws InvalidStateException when the connection's status does not allow it to be changed. */
export function requireIngressStatus(row: VpcIngressConnectionRow, action: keyof typeof INGRESS_STATUSES): void {
  const allowed: readonly string[] = INGRESS_STATUSES[action];
  if (allowed.includes(row.status)) return;
  throw invalidState(
    `VPC ingress connection status must be ${allowed.join(" or ")} to be ${action}. ` +
      `Current status: ${row.status}. ARN: '${row.arn}'`,
  );
}
