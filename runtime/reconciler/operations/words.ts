import type { OperationType } from "../../model/operation";
import { EVENTS } from "../../observability/events";
import type { Ending } from "./ending";

const WORDS = {
  CREATE_SERVICE: EVENTS.serviceCreation,
  START_DEPLOYMENT: EVENTS.deployment,
  UPDATE_SERVICE: EVENTS.serviceUpdate,
  PAUSE_SERVICE: EVENTS.servicePause,
  RESUME_SERVICE: EVENTS.serviceResume,
  DELETE_SERVICE: EVENTS.serviceDeletion,
} as const satisfies Record<OperationType, unknown>;

/** The event line with which an operation begins. */
export function beginningOf(type: OperationType): string {
  return WORDS[type].started();
}

/** The event line with which an operation ends. */
export function endOf(type: OperationType, { operation }: Ending, reason: string | undefined): string {
  if (operation === "SUCCEEDED") return WORDS[type].completed();
  const failed = WORDS[type].failed(reason);
  return operation === "ROLLBACK_SUCCEEDED" ? `${failed} The service was rolled back to its previous version.` : failed;
}
