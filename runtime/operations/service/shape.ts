import type { Service, ServiceSummary } from "@aws-sdk/client-apprunner";
import { parseArn } from "../../model/arn";
import type { ServiceRow } from "../../state/services";
import type { OperationContext } from "../context";

/** A stored service as the API describes it. */
export function describeService(context: OperationContext, row: ServiceRow): Service {
  const { AutoScalingConfigurationArn: arn, ...configuration } = row.configuration;
  const scaling = parseArn(arn);
  return {
    ...summarizeService(context, row),
    ServiceName: row.name,
    ServiceId: row.id,
    ServiceArn: row.arn,
    CreatedAt: new Date(row.createdAt),
    UpdatedAt: new Date(row.updatedAt),
    DeletedAt: row.deletedAt === undefined ? undefined : new Date(row.deletedAt),
    Status: row.status,
    ...configuration,
    AutoScalingConfigurationSummary: {
      AutoScalingConfigurationArn: arn,
      AutoScalingConfigurationName: scaling?.name,
      AutoScalingConfigurationRevision: scaling?.revision,
    },
  };
}

/** A stored service as ListServices shows it. A service that is not public has no ServiceUrl. */
export function summarizeService(context: OperationContext, row: ServiceRow): ServiceSummary {
  const isPublic = row.configuration.NetworkConfiguration.IngressConfiguration?.IsPubliclyAccessible !== false;
  return {
    ServiceName: row.name,
    ServiceId: row.id,
    ServiceArn: row.arn,
    ServiceUrl: isPublic ? context.serviceUrl(row.label, row.region) : undefined,
    CreatedAt: new Date(row.createdAt),
    UpdatedAt: new Date(row.updatedAt),
    Status: row.status,
  };
}
