import type { UpdateVpcIngressConnectionRequest, UpdateVpcIngressConnectionResponse } from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { findVpcIngressConnection, requireIngressStatus } from "./network/find";
import { describeIngress } from "./network/shape";

/** Moves a VPC ingress connection to another VPC or endpoint. */
export const updateVpcIngressConnection: Operation<
  UpdateVpcIngressConnectionRequest,
  UpdateVpcIngressConnectionResponse
> = (input, context) => {
  const { state } = context;
  return state.transaction(() => {
    const row = findVpcIngressConnection(context, input.VpcIngressConnectionArn!);
    requireIngressStatus(row, "updated");
    const { VpcId, VpcEndpointId } = input.IngressVpcConfiguration!;
    state.vpcIngressConnections.setVpc(row.arn, VpcId!, VpcEndpointId!);
    return { VpcIngressConnection: describeIngress(state.vpcIngressConnections.find(row.arn)!, "PENDING_UPDATE") };
  });
};
