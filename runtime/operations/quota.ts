import { quotaExceeded } from "../model/apiError";
import type { OperationContext, Quotas } from "./context";

/** What a quota counts, as it reads in its error. */
const COUNTED: Partial<Record<keyof Quotas, string>> = {
  services: "services",
  connections: "connections",
  autoScalingConfigurations: "auto scaling configuration names",
  autoScalingConfigurationRevisions: "revisions of one auto scaling configuration name",
  observabilityConfigurations: "observability configuration names",
  observabilityConfigurationRevisions: "revisions of one observability configuration name",
  vpcConnectors: "VPC connectors",
  vpcIngressConnections: "VPC ingress connections",
};

/** Throws ServiceQuotaExceededException when `existing` leaves no room for one more. */
export function checkQuota({ quotas, region }: OperationContext, quota: keyof Quotas, existing: number): void {
  if (existing < quotas[quota]) return;
  throw quotaExceeded(
    `You have reached the limit of ${quotas[quota]} ${COUNTED[quota] ?? quota} in ${region}. Delete one that you no longer need.`,
  );
}
