import type { Lookup } from "../core/lookup";
import { getAutoScalingConfiguration } from "./getAutoScalingConfiguration";
import { getConnection } from "./getConnection";
import { getHostedZoneId } from "./getHostedZoneId";
import { getService } from "./getService";
import { listOperations } from "./listOperations";

/** Every question that a program can ask, by the name of its function. */
export const LOOKUPS = {
  getAutoScalingConfiguration,
  getConnection,
  getHostedZoneId,
  getService,
  listOperations,
} as const satisfies Record<string, Lookup>;

export type LookupName = keyof typeof LOOKUPS;
