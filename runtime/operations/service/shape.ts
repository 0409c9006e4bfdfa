import type { Service, ServiceSummary } from "@aws-sdk/client-apprunner";
import { parseArn } from "../../model/arn";
import type { ServiceRow, ServiceSummaryRow } from "../../state/services";
import type { OperationContext } from "../context";

/** A stored service as the API describes it. */
export function describeService(context: OperationContext, row: ServiceRow): Service {
  const { AutoScalingConfigurationArn: arn, ...configuration } = row.configuration;
  const isPublic = configuration.NetworkConfiguration.IngressConfiguration?.IsPubliclyAccessible !== false;
  const scaling = parseArn(arn);
  return {
    ...identify(context, { ...row, isPublic }),
    DeletedAt: row.deletedAt === undefined ? undefined : new Date(row.deletedAt),
    ...configuration,
    AutoScalingConfigurationSummary: {
      AutoScalingConfigurationArn: arn,
      AutoScalingConfigurationName: scaling?.name,
      AutoScalingConfigurationRevision: scaling?.revision,
    },
  };
}

/** A stored service as ListServices shows it. */
export function summarizeService(context: OperationContext, row: ServiceSummaryRow): ServiceSummary {
  return identify(context, row);
}

/** A service that is not public has no ServiceUrl. */
function identify(context: OperationContext, row: ServiceSummaryRow) {
  return {
    ServiceName: row.name,
    ServiceId: row.id,
    ServiceArn: row.arn,
    ServiceUrl: row.isPublic ? context.serviceUrl(row.label, row.region) : undefined,
    CreatedAt: new Date(row.createdAt),
    UpdatedAt: new Date(row.updatedAt),
    Status: row.status,
  };
}
