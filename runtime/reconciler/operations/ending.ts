import type { OperationStatus, OperationType } from "../../model/operation";
import type { ServiceStatus } from "../../model/service";
import type { OperationRow } from "../../state/operations";
import type { ServiceRow } from "../../state/services";

/** How an operation and its service end. */
export interface Ending {
  operation: OperationStatus;
  service: ServiceStatus;
}

/** Status of a service after an operation of this type succeeded. Source: guide, "Managing your service". */
const AFTER_SUCCESS: Record<OperationType, ServiceStatus> = {
  CREATE_SERVICE: "RUNNING",
  START_DEPLOYMENT: "RUNNING",
  UPDATE_SERVICE: "RUNNING",
  RESUME_SERVICE: "RUNNING",
  PAUSE_SERVICE: "PAUSED",
  DELETE_SERVICE: "DELETED",
};

export function endingOfSuccess({ type }: OperationRow): Ending {
  return { operation: "SUCCEEDED", service: AFTER_SUCCESS[type] };
}

/**
 * How a failed operation ends. A deployment over a version that serves goes back to it (ROLLBACK_SUCCEEDED, RUNNING); without such a
 * version there is nothing to go back to. A resume that fails leaves the service paused.
 */
export function endingOfFailure({ type }: OperationRow, { activeVersion }: ServiceRow): Ending {
  switch (type) {
    case "CREATE_SERVICE":
      return { operation: "FAILED", service: "CREATE_FAILED" };
    case "START_DEPLOYMENT":
    case "UPDATE_SERVICE":
      return activeVersion
        ? { operation: "ROLLBACK_SUCCEEDED", service: "RUNNING" }
        : { operation: "FAILED", service: "CREATE_FAILED" };
    case "PAUSE_SERVICE":
      return { operation: "FAILED", service: "RUNNING" };
    case "RESUME_SERVICE":
      return { operation: "FAILED", service: "PAUSED" };
    case "DELETE_SERVICE":
      return { operation: "FAILED", service: "DELETE_FAILED" };
  }
}
