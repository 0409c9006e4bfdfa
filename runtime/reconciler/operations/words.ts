import type { OperationType } from "../../model/operation";
import type { Ending } from "./ending";

const NOUNS: Record<OperationType, string> = {
  CREATE_SERVICE: "Service creation",
  START_DEPLOYMENT: "Deployment",
  UPDATE_SERVICE: "Service update",
  PAUSE_SERVICE: "Service pause",
  RESUME_SERVICE: "Service resume",
  DELETE_SERVICE: "Service deletion",
};

/** The event line with which an operation begins. */
export function beginningOf(type: OperationType): string {
  return `${NOUNS[type]} started.`;
}

/** The event line with which an operation ends. */
export function endOf(type: OperationType, { operation }: Ending): string {
  if (operation === "SUCCEEDED") return `${NOUNS[type]} completed successfully.`;
  if (operation === "ROLLBACK_SUCCEEDED")
    return `${NOUNS[type]} failed. The service was rolled back to its previous version.`;
  return `${NOUNS[type]} failed.`;
}
