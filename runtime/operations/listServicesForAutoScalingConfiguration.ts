import type {
  ListServicesForAutoScalingConfigurationRequest,
  ListServicesForAutoScalingConfigurationResponse,
} from "@aws-sdk/client-apprunner";
import { requireAutoScaling } from "./configuration/require";
import type { Operation } from "./context";
import { openPage } from "./page/page";

/** ARNs of the services that use a revision, oldest service first. */
export const listServicesForAutoScalingConfiguration: Operation<
  ListServicesForAutoScalingConfigurationRequest,
  ListServicesForAutoScalingConfigurationResponse
> = (input, context) => {
  const { arn } = requireAutoScaling(context, input.AutoScalingConfigurationArn!);
  const page = openPage(context, "ListServicesForAutoScalingConfiguration", input, { arn });
  const { rows, NextToken } = page.cut(context.state.services.listUsingAutoScaling(arn, page.after ?? 0, page.limit));
  return { ServiceArnList: rows.map((row) => row.arn), NextToken };
};
