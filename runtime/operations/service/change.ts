import { type ApiError, invalidState } from "../../model/apiError";
import type { OperationType } from "../../model/operation";
import type { ServiceAction } from "../../model/serviceActions";
import type { ChosenRevision } from "../../state/operations";
import type { OperationContext } from "../context";
import { type Begun, beginOperation } from "./begin";
import { findLiveService, requireStatus } from "./find";

/**
 * The whole of an operation that changes a service's life and not its configuration: find it, check its status, write the intent,
 * wake the reconciler. `refused` is the error for a status that forbids it.
 */
export function changeService(
  context: OperationContext,
  serviceArn: string,
  action: ServiceAction,
  { type, deploys, chosen }: { type: OperationType; deploys: boolean; chosen?: ChosenRevision },
  refused: (message: string) => ApiError = invalidState,
): Begun {
  const begun = context.state.transaction(() => {
    const service = findLiveService(context, serviceArn);
    requireStatus(context, service, action, refused);
    return beginOperation(context, service.arn, type, { deploys, chosen });
  });
  context.enqueue(serviceArn);
  return begun;
}
