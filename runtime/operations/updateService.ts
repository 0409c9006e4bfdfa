import type { UpdateServiceRequest, UpdateServiceResponse } from "@aws-sdk/client-apprunner";
import { checkServiceConfiguration } from "../constraints/rules/serviceConfiguration";
import type { Operation } from "./context";
import { beginOperation } from "./service/begin";
import { completeConfiguration } from "./service/complete";
import { findLiveService, requireStatus } from "./service/find";
import { mergeConfiguration, needsDeployment } from "./service/merge";
import { resolveReferences } from "./service/references";

/** Changes what a service is; what the request leaves out stays. A service that failed to be created is rebuilt by it. */
export const updateService: Operation<UpdateServiceRequest, UpdateServiceResponse> = (input, context) => {
  const { state, account, strict } = context;
  const serviceArn = input.ServiceArn!;
  const begun = state.transaction(() => {
    const service = findLiveService(context, serviceArn);
    requireStatus(context, service, "updated");
    const merged = mergeConfiguration(service.configuration, input);
    checkServiceConfiguration(merged, { strict });
    const configuration = resolveReferences(context, {
      ...completeConfiguration(merged, account),
      AutoScalingConfigurationArn: merged.AutoScalingConfigurationArn,
    });
    const deploys = service.status === "CREATE_FAILED" || needsDeployment(input);
    return beginOperation(context, serviceArn, "UPDATE_SERVICE", { deploys, configuration });
  });
  context.enqueue(serviceArn);
  return begun;
};
