import { isApiError } from "../../core/api";

/** How long a role that was just made may take to be known to App Runner. */
export const ROLE_PROPAGATION_MS = 120_000;

/** Only these two texts pass by themselves; every other InvalidRequestException is the program's. */
export function isRolePropagation(error: unknown): boolean {
  return (
    isApiError(error, "InvalidRequestException") && /^Error in assuming (instance|access) role /.test(error.message)
  );
}
