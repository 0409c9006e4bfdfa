import type { Resource } from "../core/resource";
import { autoScalingConfiguration } from "./autoScalingConfiguration";
import { connection } from "./connection";
import { customDomainAssociation } from "./customDomainAssociation";
import { customDomainValidation } from "./customDomainValidation";
import { defaultAutoScalingConfiguration } from "./defaultAutoScalingConfiguration";
import { deployment } from "./deployment";
import { observabilityConfiguration } from "./observabilityConfiguration";
import { service } from "./service";
import { vpcConnector } from "./vpcConnector";
import { vpcIngressConnection } from "./vpcIngressConnection";

/** Every kind of resource, by the name under which adapters and the provider string in states know it: these names stay for ever. */
export const RESOURCES = {
  autoScalingConfiguration,
  connection,
  customDomainAssociation,
  customDomainValidation,
  defaultAutoScalingConfiguration,
  deployment,
  observabilityConfiguration,
  service,
  vpcConnector,
  vpcIngressConnection,
} as const satisfies Record<string, Resource>;

export type ResourceName = keyof typeof RESOURCES;
