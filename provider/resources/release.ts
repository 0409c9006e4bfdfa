import { isApiError } from "../core/api";
import type { Call } from "../core/resource";
import { retryWhile } from "../core/retry";

/** How long a thing may count as used after the last service has left it. */
const RELEASE_MS = 120_000;

/** Deletes what services use: waits while one does, since App Runner lets go of things late. What is gone already is deleted. */
export async function deleteUnused(what: string, call: Call, remove: () => Promise<unknown>): Promise<void> {
  await retryWhile(`the deletion of ${what}`, call, RELEASE_MS, isInUse, async () => {
    try {
      await remove();
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  });
}

/** "You can't delete the auto scaling configuration. It's used by one or more services.", "... is being used by other services." */
function isInUse(error: unknown): boolean {
  return isApiError(error, "InvalidRequestException") && /used by|in use/i.test(error.message);
}

/** What was deleted before answers one or the other. */
function isGone(error: unknown): boolean {
  if (isApiError(error, "ResourceNotFoundException")) return true;
  return isApiError(error, "InvalidRequestException") && /has been deleted/i.test(error.message);
}
