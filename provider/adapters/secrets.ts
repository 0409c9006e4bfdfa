import type { Properties } from "../core/resource";
import { isUnknown } from "../core/unknown";

/** Keys from the top of the properties down to a value. */
export type Path = readonly string[];

/** Properties as plain data, and where in them there are secrets. */
export interface Opened {
  properties: Properties;
  secrets: Path[];
}

/** What stands at a path, or undefined. */
export function valueAt(properties: unknown, path: Path): unknown {
  let value = properties;
  for (const key of path) value = typeof value === "object" ? (value as Properties | null)?.[key] : undefined;
  return value;
}

/** Every single value that is a secret by what the engine, or the program, says. */
export function secretValues(...all: readonly Opened[]): unknown[] {
  return all.flatMap(({ properties, secrets }) => secrets.flatMap((path) => leaves(valueAt(properties, path))));
}

/** Inputs that the program's classes give the dynamic provider. Source: sdk/resource.ts. */
const SECRETS = "__secrets";
const ONLY_READ = "__onlyRead";

/** True for what a program reads and does not manage: nobody knows which of its inputs are secrets, so they are no answer. */
export function isOnlyRead(properties: Properties): boolean {
  return properties[ONLY_READ] === true;
}

/** The secrets of properties by what the program's classes said of them. */
export function toldSecrets(properties: Properties): Opened {
  const told = properties[SECRETS];
  const secrets = Array.isArray(told) ? told.filter((path): path is string[] => Array.isArray(path)) : [];
  return { properties, secrets };
}

function leaves(value: unknown): unknown[] {
  if (value === undefined || value === null || isUnknown(value)) return [];
  return typeof value === "object" ? Object.values(value).flatMap(leaves) : [value];
}
