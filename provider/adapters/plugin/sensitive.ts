import type { z } from "zod";
import { isSensitive, membersOf } from "../../core/property";
import type { Properties } from "../../core/resource";
import { type Path, valueAt } from "../secrets";

/**
 * Where `live` has values that may be secrets and that the engine did not have before (`known`): an import, a read of what a program does
 * not manage, drift. Nobody has marked them, so they become secrets.
 */
export function newSensitive(schema: z.ZodType, live: Properties, known: Properties): Path[] {
  return walk(schema, live, known, []);
}

function walk(schema: z.ZodType, live: Properties, known: Properties, at: Path): Path[] {
  return membersOf(schema)!.flatMap(([name, member]) => {
    const path = [...at, name];
    const value = valueAt(live, path);
    if (value === undefined) return [];
    if (isSensitive(member)) return entries(value, path).filter((each) => valueAt(live, each) !== valueAt(known, each));
    return membersOf(member) ? walk(member, live, known, path) : [];
  });
}

/** Of a map each entry, of anything else the value itself. */
function entries(value: unknown, path: Path): Path[] {
  return typeof value === "object" && value !== null ? Object.keys(value).map((key) => [...path, key]) : [path];
}
