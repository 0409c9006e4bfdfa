/** How the engine writes a value that it does not know yet, at any depth of the inputs of a preview. Source: Pulumi's RPC protocol. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** True for a value that is not known yet, and for a list with one in it. */
export function holdsUnknown(value: unknown): boolean {
  return Array.isArray(value) ? value.some(holdsUnknown) : isUnknown(value);
}

/** What stands at a path of the inputs. `unknown` also when a part of the way there is not known yet. */
export type Seen = { state: "absent" } | { state: "unknown" } | { state: "known"; value: unknown };

/** Looks at `path` ("sourceConfiguration.codeRepository") without tripping over unknown, absent or mistyped parents. */
export function look(inputs: unknown, path: string): Seen {
  let value = inputs;
  for (const key of path.split(".")) {
    if (isUnknown(value)) return { state: "unknown" };
    if (typeof value !== "object" || value === null) return { state: "absent" };
    value = (value as Record<string, unknown>)[key];
  }
  if (isUnknown(value)) return { state: "unknown" };
  return value === undefined || value === null ? { state: "absent" } : { state: "known", value };
}

/** The value at `path` when it is there and known. */
export function knownAt<T>(inputs: unknown, path: string): T | undefined {
  const seen = look(inputs, path);
  return seen.state === "known" ? (seen.value as T) : undefined;
}

/** True when something is given at `path`, known or not. */
export function isGiven(inputs: unknown, path: string): boolean {
  return look(inputs, path).state !== "absent";
}
