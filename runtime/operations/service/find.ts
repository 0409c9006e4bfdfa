import { type ApiError, invalidRequest, invalidState, resourceNotFound } from "../../model/apiError";
import { parseArn } from "../../model/arn";
import { ALLOWED_STATUSES, type ServiceAction } from "../../model/serviceActions";
import type { ServiceRow } from "../../state/services";
import type { OperationContext } from "../context";

/** Makes the error of an operation that does not declare the usual one. */
type MakeError = (message: string) => ApiError;

/**
 * The service of an ARN, deleted ones included: DescribeService and ListOperations still show them.
 * Throws InvalidRequestException when it is no service's ARN; `missing` (ResourceNotFoundException) when no service has it.
 */
export function findService(
  { state, region }: OperationContext,
  arn: string,
  missing: MakeError = resourceNotFound,
): ServiceRow {
  if (parseArn(arn)?.kind !== "service")
    throw invalidRequest(`The service ARN you specified isn't valid. ARN: '${arn}'`);
  const service = state.services.find(arn);
  if (!service || service.region !== region) throw missing(`Service doesn't exist. Service Arn: ${arn}`);
  return service;
}

/** `findService` for operations to which a deleted service is as good as none. */
export function findLiveService(
  context: OperationContext,
  arn: string,
  missing: MakeError = resourceNotFound,
): ServiceRow {
  const service = findService(context, arn, missing);
  if (service.deletedAt !== undefined) throw missing(`Service is deleted. Service Arn: ${arn}`);
  return service;
}

/** Throws `refused` (InvalidStateException) when the service's status does not allow the action. */
export function requireStatus(
  { state }: OperationContext,
  service: ServiceRow,
  action: ServiceAction,
  refused: MakeError = invalidState,
): void {
  const allowed = ALLOWED_STATUSES[action];
  if (allowed.includes(service.status)) return;
  const running = state.operations.findRunning(service.arn);
  const cause = running ? `, operation ${running.id} (${running.type}) is ${running.status}` : "";
  throw refused(
    `Service status must be ${allowed.join(" or ")} to be ${action}. Current status: ${service.status}${cause}. ` +
      `Service Arn: ${service.arn}`,
  );
}
