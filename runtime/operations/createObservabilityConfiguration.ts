import type {
  CreateObservabilityConfigurationRequest,
  CreateObservabilityConfigurationResponse,
} from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../model/apiError";
import { formatArn } from "../model/arn";
import { PROVIDED_CONFIGURATION } from "../model/autoScalingConfiguration";
import { newResourceId } from "../model/identifiers";
import { checkRevisionQuota } from "./configuration/quota";
import { describeObservability } from "./configuration/shape";
import type { Operation } from "./context";
import { provideConfigurations } from "./provided";
import { putTags } from "./tag/tags";

/** Makes revision 1 of a new name, or the next revision after the highest active one of a name that is there. */
export const createObservabilityConfiguration: Operation<
  CreateObservabilityConfigurationRequest,
  CreateObservabilityConfigurationResponse
> = (input, context) => {
  const { state, region, account } = context;
  const name = input.ObservabilityConfigurationName!;
  if (name === PROVIDED_CONFIGURATION.name) {
    throw invalidRequest(`The name ${name} is reserved. Create an observability configuration with a different name.`);
  }
  provideConfigurations(context);
  return state.transaction(() => {
    const table = state.observabilityConfigurations;
    const revisions = table.listOfName(region, name);
    checkRevisionQuota(context, "observabilityConfigurations", revisions, () => table.countNames(region));
    const revision = (revisions[0]?.revision ?? 0) + 1;
    const id = newResourceId();
    const arn = formatArn({ kind: "observabilityconfiguration", region, account, name, revision, id });
    const createdAt = context.now().getTime();
    table.insert({ arn, region, name, revision, id, tracingVendor: input.TraceConfiguration?.Vendor, createdAt });
    putTags(context, arn, input.Tags);
    return { ObservabilityConfiguration: describeObservability(table.find(arn)!) };
  });
};
