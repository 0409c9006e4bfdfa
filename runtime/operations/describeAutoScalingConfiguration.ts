import type {
  DescribeAutoScalingConfigurationRequest,
  DescribeAutoScalingConfigurationResponse,
} from "@aws-sdk/client-apprunner";
import { requireAutoScaling } from "./configuration/require";
import { describeAutoScaling } from "./configuration/shape";
import type { Operation } from "./context";

/** A revision, or the latest active one of a name; a full ARN also shows a deleted revision. */
export const describeAutoScalingConfiguration: Operation<
  DescribeAutoScalingConfigurationRequest,
  DescribeAutoScalingConfigurationResponse
> = (input, context) => ({
  AutoScalingConfiguration: describeAutoScaling(
    context.state,
    requireAutoScaling(context, input.AutoScalingConfigurationArn!),
  ),
});
