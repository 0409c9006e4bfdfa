import type { z } from "zod";
import { sameValue } from "./compare";
import { factsOf, membersOf } from "./property";
import type { Properties } from "./resource";

/**
 * What is live, said as the program says it: where the live value means the same as the program's (`said`), the program's own form
 * stays, left-out defaults included; where it does not, the live value stands. So only real drift is seen as drift.
 */
export function foldLive(schema: z.ZodObject, live: Properties, said: Properties): Properties {
  return foldBlock(schema, live, said, live) ?? {};
}

function foldBlock(schema: z.ZodType, live: Properties, said: Properties, inputs: unknown): Properties | undefined {
  const folded: Properties = {};
  for (const [name, member] of membersOf(schema)!) {
    const value = foldProperty(member, live[name], said[name], inputs);
    if (value !== undefined) folded[name] = value;
  }
  return Object.keys(folded).length > 0 ? folded : undefined;
}

function foldProperty(schema: z.ZodType, live: unknown, said: unknown, inputs: unknown): unknown {
  if (factsOf(schema).own || sameValue(schema, said, live, inputs)) return said;
  if (!membersOf(schema)) return isEmpty(live) ? undefined : live;
  return foldBlock(schema, (live ?? {}) as Properties, (said ?? {}) as Properties, inputs);
}

/** An empty map says no more than none. */
function isEmpty(value: unknown): boolean {
  return (value ?? undefined) === undefined || (typeof value === "object" && Object.keys(value as object).length === 0);
}
