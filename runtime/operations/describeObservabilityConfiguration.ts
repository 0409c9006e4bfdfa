import type {
  DescribeObservabilityConfigurationRequest,
  DescribeObservabilityConfigurationResponse,
} from "@aws-sdk/client-apprunner";
import { requireObservability } from "./configuration/require";
import { describeObservability } from "./configuration/shape";
import type { Operation } from "./context";

/** A revision, or the latest active one of a name; a full ARN also shows a deleted revision. */
export const describeObservabilityConfiguration: Operation<
  DescribeObservabilityConfigurationRequest,
  DescribeObservabilityConfigurationResponse
> = (input, context) => ({
  ObservabilityConfiguration: describeObservability(
    requireObservability(context, input.ObservabilityConfigurationArn!),
  ),
});
