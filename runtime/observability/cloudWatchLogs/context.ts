import { ApiError } from "../../model/apiError";
import { canNameFolder } from "../folderName";
import type { LogStore } from "../logs";

/** What an operation on logs may use; `store` is the one of `region`. */
export interface LogsContext {
  store: LogStore;
  region: string;
  account: string;
}

/** A group's ARN without the `:*` that some places want behind it. */
export function logGroupArn({ region, account }: LogsContext, group: string): string {
  return `arn:aws:logs:${region}:${account}:log-group:${group}`;
}

/** The group that an input names, by name or by ARN; it must be there. */
export function requireGroup(
  { logGroupName, logGroupIdentifier }: { logGroupName?: string; logGroupIdentifier?: string },
  context: LogsContext,
): string {
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw invalidParameter("Exactly one of logGroupName and logGroupIdentifier must be given.");
  }
  const group = logGroupName ?? groupOf(logGroupIdentifier!, context);
  if (!canNameFolder(group) || !context.store.hasGroup(group))
    throw notFound("The specified log group does not exist.");
  return group;
}

/** The name in an identifier: a name, or an ARN with or without `:*`. */
export function groupOf(identifier: string, context: LogsContext): string {
  const prefix = logGroupArn(context, "");
  return identifier.startsWith(prefix) ? identifier.slice(prefix.length).replace(/:\*$/, "") : identifier;
}

/** A number of items within the API's bounds. Throws with AWS's words for one outside them. */
export function readLimit(limit: number | undefined, most: number): number {
  if (limit === undefined) return most;
  const bound = limit < 1 ? "greater than or equal to 1" : limit > most ? `less than or equal to ${most}` : undefined;
  if (bound === undefined && Number.isInteger(limit)) return limit;
  throw invalidParameter(
    `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: ` +
      `Member must ${bound ? `have value ${bound}` : "be a whole number"}`,
  );
}

export function invalidParameter(message: string): ApiError {
  return new ApiError("InvalidParameterException", message);
}

export function notFound(message: string): ApiError {
  return new ApiError("ResourceNotFoundException", message);
}
