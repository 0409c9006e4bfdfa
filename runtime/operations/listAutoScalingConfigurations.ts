import type {
  ListAutoScalingConfigurationsRequest,
  ListAutoScalingConfigurationsResponse,
} from "@aws-sdk/client-apprunner";
import { summarizeAutoScaling } from "./configuration/shape";
import type { Operation } from "./context";
import { openPage } from "./page/page";
import { provideConfigurations } from "./provided";

/** Active revisions, oldest first; the latest of each name unless LatestOnly is false. */
export const listAutoScalingConfigurations: Operation<
  ListAutoScalingConfigurationsRequest,
  ListAutoScalingConfigurationsResponse
> = (input, context) => {
  const { state, region } = context;
  const filter = { name: input.AutoScalingConfigurationName, latestOnly: input.LatestOnly ?? true };
  const page = openPage(context, "ListAutoScalingConfigurations", input, filter);
  provideConfigurations(context);
  const { rows, NextToken } = page.cut(
    state.autoScalingConfigurations.list(region, filter, page.after ?? 0, page.limit),
  );
  return { AutoScalingConfigurationSummaryList: rows.map((row) => summarizeAutoScaling(state, row)), NextToken };
};
