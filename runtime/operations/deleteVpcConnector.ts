import type { DeleteVpcConnectorRequest, DeleteVpcConnectorResponse } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../model/apiError";
import type { Operation } from "./context";
import { findVpcConnector } from "./network/find";
import { describeConnector } from "./network/shape";

/** Deletes a VPC connector that no service uses. */
export const deleteVpcConnector: Operation<DeleteVpcConnectorRequest, DeleteVpcConnectorResponse> = (
  input,
  context,
) => {
  const { state } = context;
  return state.transaction(() => {
    const row = findVpcConnector(context, input.VpcConnectorArn!);
    if (row.deletedAt !== undefined) throw invalidRequest("The VPC connector you specified has been deleted");
    if (state.references.isHeld("vpcConnector", row.arn)) {
      throw invalidRequest(`Provided VPC connector arn is being used by other services. ARN: ${row.arn}`);
    }
    state.vpcConnectors.markDeleted(row.arn, context.now().getTime());
    state.tags.removeOfResource(row.arn);
    return { VpcConnector: describeConnector(state.vpcConnectors.find(row.arn)!) };
  });
};
