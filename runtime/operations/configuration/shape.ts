import type {
  AutoScalingConfiguration,
  AutoScalingConfigurationStatus,
  AutoScalingConfigurationSummary,
  ObservabilityConfiguration,
} from "@aws-sdk/client-apprunner";
import type { AutoScalingConfigurationRow } from "../../state/autoScalingConfigurations";
import type { ObservabilityConfigurationRow } from "../../state/observabilityConfigurations";
import type { State } from "../../state/state";

/** A stored revision as the API describes it. */
export function describeAutoScaling(state: State, row: AutoScalingConfigurationRow): AutoScalingConfiguration {
  return {
    ...summarizeAutoScaling(state, row),
    Latest: row.latest,
    MaxConcurrency: row.maxConcurrency,
    MinSize: row.minSize,
    MaxSize: row.maxSize,
    DeletedAt: row.deletedAt === undefined ? undefined : new Date(row.deletedAt),
  };
}

/** A stored revision as ListAutoScalingConfigurations shows it. */
export function summarizeAutoScaling(state: State, row: AutoScalingConfigurationRow): AutoScalingConfigurationSummary {
  return {
    AutoScalingConfigurationArn: row.arn,
    AutoScalingConfigurationName: row.name,
    AutoScalingConfigurationRevision: row.revision,
    Status: row.status as string as AutoScalingConfigurationStatus,
    CreatedAt: new Date(row.createdAt),
    HasAssociatedService: state.references.isUsed("autoScalingConfiguration", row.arn),
    IsDefault: row.isDefault,
  };
}

/** A stored revision as the API describes it. */
export function describeObservability(row: ObservabilityConfigurationRow): ObservabilityConfiguration {
  return {
    ObservabilityConfigurationArn: row.arn,
    ObservabilityConfigurationName: row.name,
    TraceConfiguration: row.tracingVendor && { Vendor: row.tracingVendor },
    ObservabilityConfigurationRevision: row.revision,
    Latest: row.latest,
    Status: row.deletedAt === undefined ? "ACTIVE" : "INACTIVE",
    CreatedAt: new Date(row.createdAt),
    DeletedAt: row.deletedAt === undefined ? undefined : new Date(row.deletedAt),
  };
}
