import type {
  CreateAutoScalingConfigurationRequest,
  CreateAutoScalingConfigurationResponse,
} from "@aws-sdk/client-apprunner";
import { DEFAULT_SCALING } from "../../api/scaling";
import { formatArn } from "../model/arn";
import { newResourceId } from "../model/identifiers";
import { checkRevisionQuota } from "./configuration/quota";
import { describeAutoScaling } from "./configuration/shape";
import type { Operation } from "./context";
import { provideConfigurations } from "./provided";
import { putTags } from "./tag/tags";

/** Makes revision 1 of a new name, or the next revision after the highest active one of a name that is there. */
export const createAutoScalingConfiguration: Operation<
  CreateAutoScalingConfigurationRequest,
  CreateAutoScalingConfigurationResponse
> = (input, context) => {
  const { state, region, account } = context;
  const name = input.AutoScalingConfigurationName!;
  const minSize = input.MinSize ?? DEFAULT_SCALING.minSize;
  const maxSize = input.MaxSize ?? DEFAULT_SCALING.maxSize;
  const maxConcurrency = input.MaxConcurrency ?? DEFAULT_SCALING.maxConcurrency;
  provideConfigurations(context);
  return state.transaction(() => {
    const table = state.autoScalingConfigurations;
    const revisions = table.listOfName(region, name);
    checkRevisionQuota(context, "autoScalingConfigurations", revisions, () => table.countNames(region));
    const revision = (revisions[0]?.revision ?? 0) + 1;
    const id = newResourceId();
    const arn = formatArn({ kind: "autoscalingconfiguration", region, account, name, revision, id });
    const createdAt = context.now().getTime();
    table.insert({ arn, region, name, revision, id, maxConcurrency, minSize, maxSize, createdAt });
    putTags(context, arn, input.Tags);
    return { AutoScalingConfiguration: describeAutoScaling(state, table.find(arn)!) };
  });
};
