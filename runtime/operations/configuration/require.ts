import { resourceNotFound } from "../../model/apiError";
import type { AutoScalingConfigurationRow } from "../../state/autoScalingConfigurations";
import type { ObservabilityConfigurationRow } from "../../state/observabilityConfigurations";
import type { OperationContext } from "../context";
import { findAutoScaling, findObservability } from "./find";

/** `findAutoScaling`, with ResourceNotFoundException when there is none. */
export function requireAutoScaling(context: OperationContext, arn: string): AutoScalingConfigurationRow {
  const row = findAutoScaling(context, arn);
  if (!row) throw resourceNotFound(`Auto scaling configuration doesn't exist. ARN: '${arn}'`);
  return row;
}

/** `findObservability`, with ResourceNotFoundException when there is none. */
export function requireObservability(context: OperationContext, arn: string): ObservabilityConfigurationRow {
  const row = findObservability(context, arn);
  if (!row) throw resourceNotFound(`Observability configuration doesn't exist. ARN: '${arn}'`);
  return row;
}
