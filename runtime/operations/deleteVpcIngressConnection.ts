import type { DeleteVpcIngressConnectionRequest, DeleteVpcIngressConnectionResponse } from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { findVpcIngressConnection, requireIngressStatus } from "./network/find";
import { describeIngress } from "./network/shape";

/** Deletes a VPC ingress connection; the answer says PENDING_DELETION, the next look DELETED. */
export const deleteVpcIngressConnection: Operation<
  DeleteVpcIngressConnectionRequest,
  DeleteVpcIngressConnectionResponse
> = (input, context) => {
  const { state } = context;
  return state.transaction(() => {
    const row = findVpcIngressConnection(context, input.VpcIngressConnectionArn!);
    requireIngressStatus(row, "deleted");
    state.vpcIngressConnections.markDeleted(row.arn, context.now().getTime());
    state.tags.removeOfResource(row.arn);
    return { VpcIngressConnection: describeIngress(row, "PENDING_DELETION") };
  });
};
