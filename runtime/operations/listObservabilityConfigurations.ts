import type {
  ListObservabilityConfigurationsRequest,
  ListObservabilityConfigurationsResponse,
} from "@aws-sdk/client-apprunner";
import type { Operation } from "./context";
import { openPage } from "./page/page";
import { provideConfigurations } from "./provided";

/** Active revisions, oldest first; the latest of each name unless LatestOnly is false. */
export const listObservabilityConfigurations: Operation<
  ListObservabilityConfigurationsRequest,
  ListObservabilityConfigurationsResponse
> = (input, context) => {
  const { state, region } = context;
  const filter = { name: input.ObservabilityConfigurationName, latestOnly: input.LatestOnly ?? true };
  const page = openPage(context, "ListObservabilityConfigurations", input, filter);
  provideConfigurations(context);
  const { rows, NextToken } = page.cut(
    state.observabilityConfigurations.list(region, filter, page.after ?? 0, page.limit),
  );
  return {
    ObservabilityConfigurationSummaryList: rows.map((row) => ({
      ObservabilityConfigurationArn: row.arn,
      ObservabilityConfigurationName: row.name,
      ObservabilityConfigurationRevision: row.revision,
    })),
    NextToken,
  };
};
