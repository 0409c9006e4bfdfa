import type { Quotas } from "./context";

/**
 * What a new account may have in a region, unless the runtime is started with other numbers.
 * Sources: guide, "App Runner resource quotas" (services, connections, auto scaling configurations and revisions) and "Managing custom
 * domain names" (five); General Reference, "AWS App Runner endpoints and quotas" (the same 10 for the kinds that came later); 50 tags
 * are the limit of every AWS resource.
 */
export const DEFAULT_QUOTAS: Quotas = {
  services: 10,
  connections: 10,
  autoScalingConfigurations: 10,
  autoScalingConfigurationRevisions: 10,
  observabilityConfigurations: 10,
  observabilityConfigurationRevisions: 10,
  vpcConnectors: 10,
  vpcIngressConnections: 10,
  customDomainsPerService: 5,
  tagsPerResource: 50,
};
