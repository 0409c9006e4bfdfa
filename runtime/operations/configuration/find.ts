import { type ApiError, invalidRequest } from "../../model/apiError";
import { parseArn, type ResourceKind } from "../../model/arn";
import type { AutoScalingConfigurationRow } from "../../state/autoScalingConfigurations";
import type { ObservabilityConfigurationRow } from "../../state/observabilityConfigurations";
import type { OperationContext } from "../context";
import { provideConfigurations } from "../provided";

/** What the tables of revisioned configurations have in common. */
interface RevisionsTable<Row> {
  find(arn: string): Row | undefined;
  findRevision(region: string, name: string, revision: number): Row | undefined;
  findLatest(region: string, name: string): Row | undefined;
}

/**
 * The revision that an ARN means: a full ARN one revision, be it inactive; `.../name/revision` that active revision; `.../name` the
 * latest active one. Undefined when there is none. Throws InvalidRequestException for anything but such an ARN.
 */
export function findAutoScaling(context: OperationContext, arn: string): AutoScalingConfigurationRow | undefined {
  const words = { kind: "autoscalingconfiguration", name: "auto scaling configuration" } as const;
  return findRevision(context, context.state.autoScalingConfigurations, words, arn);
}

/** `findAutoScaling` for observability configurations. */
export function findObservability(context: OperationContext, arn: string): ObservabilityConfigurationRow | undefined {
  const words = { kind: "observabilityconfiguration", name: "observability configuration" } as const;
  return findRevision(context, context.state.observabilityConfigurations, words, arn);
}

/** The error of an ARN that cannot be used, in the service's own words. */
export function invalidConfigurationArn(name: string, arn: string): ApiError {
  return invalidRequest(`The ${name} ARN you specified isn't valid. ARN: '${arn}'`);
}

function findRevision<Row extends { region: string }>(
  context: OperationContext,
  table: RevisionsTable<Row>,
  { kind, name }: { kind: ResourceKind; name: string },
  arn: string,
): Row | undefined {
  const parts = parseArn(arn);
  if (parts?.kind !== kind) throw invalidConfigurationArn(name, arn);
  const { region, account } = context;
  if (parts.region !== region || parts.account !== account) return undefined;
  provideConfigurations(context);
  if (parts.id !== undefined) return table.find(arn);
  if (parts.revision !== undefined) return table.findRevision(region, parts.name, parts.revision);
  return table.findLatest(region, parts.name);
}
