import type { DeleteServiceRequest, DeleteServiceResponse } from "@aws-sdk/client-apprunner";
import { invalidState } from "../model/apiError";
import type { Operation } from "./context";
import { beginOperation } from "./service/begin";
import { findLiveService, requireStatus } from "./service/find";

/** Deletes a service; refused while an endpoint of a VPC leads to it. DescribeService shows it as DELETED afterwards. */
export const deleteService: Operation<DeleteServiceRequest, DeleteServiceResponse> = (input, context) => {
  const { state } = context;
  const serviceArn = input.ServiceArn!;
  const begun = state.transaction(() => {
    const service = findLiveService(context, serviceArn);
    requireStatus(context, service, "deleted");
    const ingress = state.vpcIngressConnections.listOfService(serviceArn).find(({ status }) => status === "AVAILABLE");
    if (ingress) {
      throw invalidState(
        "You cannot delete a Service while it has VpcIngressConnections with a status of AVAILABLE. " +
          `Service Arn: ${serviceArn} VpcIngressConnection Arn: ${ingress.arn}`,
      );
    }
    return beginOperation(context, serviceArn, "DELETE_SERVICE", { deploys: false });
  });
  context.enqueue(serviceArn);
  return begun;
};
