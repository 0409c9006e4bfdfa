import type { Shape } from "../../api/shapes";
import { type ApiError, invalidRequest } from "../model/apiError";

/** One constraint that a value does not satisfy. */
export interface Violation {
  /** As AWS writes it: `sourceConfiguration.imageRepository.imageIdentifier`, `tags.1.member.key`. */
  path: string;
  value: unknown;
  sensitive: boolean;
  /** `Member must not be null` and its like. */
  constraint: string;
}

/** AWS stops counting at ten. */
export const MAX_VIOLATIONS = 10;

/** The longest part of a value that is echoed; AWS echoes all of it, which helps nobody beyond a screen. */
const MAX_ECHO = 1024;

/**
 * The error for violations, in the words recorded from App Runner: "2 validation errors detected: Value '0 GB' at
 * 'instanceConfiguration.memory' failed to satisfy constraint: Member must satisfy regular expression pattern: ...; Value ...".
 * A sensitive value is not echoed ("Value at ..."), as AWS does.
 */
export function violationError(violations: readonly Violation[]): ApiError {
  const count = violations.length;
  const texts = violations.map(
    ({ path, value, sensitive, constraint }) =>
      `Value ${sensitive ? "" : `${render(value)} `}at '${path}' failed to satisfy constraint: ${constraint}`,
  );
  return invalidRequest(`${count} validation error${count === 1 ? "" : "s"} detected: ${texts.join("; ")}`);
}

/** The words of the constraints on a string or a number, in the order in which AWS lists them. */
export const words = {
  notNull: "Member must not be null",
  pattern: (pattern: string) => `Member must satisfy regular expression pattern: ${pattern}`,
  maxLength: (max: number) => `Member must have length less than or equal to ${max}`,
  minLength: (min: number) => `Member must have length greater than or equal to ${min}`,
  maxValue: (max: number) => `Member must have value less than or equal to ${max}`,
  minValue: (min: number) => `Member must have value greater than or equal to ${min}`,
  enum: (values: readonly string[]) => `Member must satisfy enum value set: [${values.join(", ")}]`,
  mapKeys: (shape: Shape) => `Map keys must satisfy constraint: [${lengthAndPattern(shape).join(", ")}]`,
  mapValues: (shape: Shape) => `Map value must satisfy constraint: [${lengthAndPattern(shape).join(", ")}]`,
};

function lengthAndPattern({ min, max, pattern }: Shape): string[] {
  const all: string[] = [];
  if (max !== undefined) all.push(words.maxLength(max));
  if (min !== undefined) all.push(words.minLength(min));
  if (pattern !== undefined) all.push(words.pattern(pattern));
  return all;
}

function render(value: unknown): string {
  if (value === undefined || value === null) return "null";
  const text = Array.isArray(value) ? `[${value.join(", ")}]` : String(value);
  return `'${text.length > MAX_ECHO ? `${text.slice(0, MAX_ECHO)}...` : text}'`;
}
