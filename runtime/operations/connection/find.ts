import { type ApiError, invalidRequest, resourceNotFound } from "../../model/apiError";
import { parseArn } from "../../model/arn";
import type { ConnectionRow } from "../../state/connections";
import type { OperationContext } from "../context";

/**
 * The connection of an ARN, with or without the id at its end (names are unique).
 * Throws InvalidRequestException when it is no connection's ARN, `missing` (ResourceNotFoundException) when none has it.
 */
export function findConnection(
  { state, region, account }: OperationContext,
  arn: string,
  missing: (message: string) => ApiError = resourceNotFound,
): ConnectionRow {
  const parts = parseArn(arn);
  if (parts?.kind !== "connection") throw invalidRequest(`The connection ARN you specified isn't valid. ARN: '${arn}'`);
  const here = parts.region === region && parts.account === account;
  const byName = here ? state.connections.findByName(region, parts.name) : undefined;
  if (!byName || (parts.id !== undefined && byName.arn !== arn))
    throw missing(`Connection doesn't exist. ARN: '${arn}'`);
  return byName;
}
