import type { Resource } from "../core/resource";
import { autoScalingConfiguration } from "./autoScalingConfiguration";
import { connection } from "./connection";
import { customDomainAssociation } from "./customDomainAssociation";
import { service } from "./service";

/** Every kind of resource, by the name under which adapters and the provider string in states know it: these names stay for ever. */
export const RESOURCES = {
  autoScalingConfiguration,
  connection,
  customDomainAssociation,
  service,
} as const satisfies Record<string, Resource>;

export type ResourceName = keyof typeof RESOURCES;
