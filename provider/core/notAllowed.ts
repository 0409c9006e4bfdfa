import type { Problem } from "./resource";

/** Longest part of a value that a message quotes: enough to find it again in the program. */
export const QUOTED_LENGTH = 60;

/** A value that does not go with others, in the words that all messages about values have. `right` says what it must be. */
export function notAllowed(path: string, value: unknown, right: string): Problem {
  return { path, message: `${quote(value)} is not allowed: must be ${right}` };
}

/** A plain value as a message shows it. */
export function quote(value: unknown): string {
  return JSON.stringify(shorten(value)) ?? "the value";
}

export function shorten<Value>(value: Value): Value | string {
  const isLong = typeof value === "string" && value.length > QUOTED_LENGTH;
  return isLong ? `${value.slice(0, QUOTED_LENGTH)}...` : value;
}
