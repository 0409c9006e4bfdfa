import { isApiError } from "../../core/api";

/** How long a running operation may keep a change waiting: App Runner's own longest deployments end before. */
export const BUSY_MS = 1_800_000;

/**
 * Another operation began between the look and the request. Any other state is the user's to change: waiting would not help.
 * StartDeployment declares no InvalidStateException and says it with the other name.
 */
export function isBusy(error: unknown): boolean {
  const refused = isApiError(error, "InvalidStateException") || isApiError(error, "InvalidRequestException");
  return refused && /OPERATION_IN_PROGRESS|in progress/i.test(error.message);
}
