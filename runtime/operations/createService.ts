import type { CreateServiceRequest, CreateServiceResponse } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../model/apiError";
import { formatArn } from "../model/arn";
import { newResourceId, newServiceLabel } from "../model/identifiers";
import type { Operation } from "./context";
import { checkQuota } from "./quota";
import { beginOperation } from "./service/begin";
import { completeConfiguration } from "./service/complete";
import { resolveReferences } from "./service/references";
import { putTags } from "./tag/tags";

/** Makes a service and starts its first deployment. A service that fails to be created keeps its name and its place in the quota. */
export const createService: Operation<CreateServiceRequest, CreateServiceResponse> = (input, context) => {
  const { state, region, account } = context;
  const name = input.ServiceName!;
  const begun = state.transaction(() => {
    if (state.services.findLiveByName(region, name)) {
      throw invalidRequest(`Service with the provided name already exists: ${name}.`);
    }
    checkQuota(context, "services", state.services.countLive(region));
    const configuration = resolveReferences(context, {
      ...completeConfiguration(input, account),
      AutoScalingConfigurationArn: input.AutoScalingConfigurationArn,
    });
    const id = newResourceId();
    const arn = formatArn({ kind: "service", region, account, name, id });
    const createdAt = context.now().getTime();
    const label = newServiceLabel();
    state.services.insert({ arn, region, name, id, label, status: "OPERATION_IN_PROGRESS", configuration, createdAt });
    putTags(context, arn, input.Tags);
    return beginOperation(context, arn, "CREATE_SERVICE", { deploys: true });
  });
  context.enqueue(begun.Service.ServiceArn!);
  return begun;
};
