import type {
  UpdateDefaultAutoScalingConfigurationRequest,
  UpdateDefaultAutoScalingConfigurationResponse,
} from "@aws-sdk/client-apprunner";
import { invalidConfigurationArn } from "./configuration/find";
import { requireAutoScaling } from "./configuration/require";
import { describeAutoScaling } from "./configuration/shape";
import type { Operation } from "./context";

/** Makes a revision the one that new services get when they name none; services that are there keep theirs. */
export const updateDefaultAutoScalingConfiguration: Operation<
  UpdateDefaultAutoScalingConfigurationRequest,
  UpdateDefaultAutoScalingConfigurationResponse
> = (input, context) => {
  const { state, region } = context;
  const arn = input.AutoScalingConfigurationArn!;
  return state.transaction(() => {
    const row = requireAutoScaling(context, arn);
    if (row.status === "inactive") throw invalidConfigurationArn("auto scaling configuration", arn);
    state.autoScalingConfigurations.setDefault(region, row.arn);
    return {
      AutoScalingConfiguration: describeAutoScaling(state, state.autoScalingConfigurations.find(row.arn)!),
    };
  });
};
