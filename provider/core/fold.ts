import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { sameValue } from "./compare";
import { defaultOf, factsOf, isOptional, membersOf } from "./property";
import type { Properties } from "./resource";

/**
 * What is live, said as the program says it: where the live value means the same as the program's (`said`), the program's own form
 * stays, left-out defaults included; where it does not, the live value stands. So only real drift is seen as drift. Where nothing at
 * all was said (an import), what App Runner decided stands too, or a program written from it would lose it.
 */
export function foldLive(schema: z.ZodObject, live: Properties, said: Properties): Properties {
  const isImport = Object.keys(said).every((name) => name.startsWith("__") || said[name] === undefined);
  return foldBlock({ inputs: live, isImport }, schema, live, said) ?? {};
}

interface Place {
  inputs: Properties;
  isImport: boolean;
}

function foldBlock(at: Place, schema: z.ZodType, live: Properties, said: Properties): Properties | undefined {
  const folded: Properties = {};
  for (const [name, member] of membersOf(schema)!) {
    const value = foldProperty(at, member, live[name], said[name]);
    if (value !== undefined) folded[name] = value;
  }
  if (Object.keys(folded).length === 0) return undefined;
  // A block that is there has what it must have, a default too.
  for (const [name, member] of membersOf(schema)!) {
    if (!isOptional(member) && folded[name] === undefined && live[name] !== undefined) folded[name] = live[name];
  }
  return folded;
}

function foldProperty(at: Place, schema: z.ZodType, live: unknown, said: unknown): unknown {
  const facts = factsOf(schema);
  if (facts.own) return said;
  if (at.isImport && facts.freeWhenLeftOut) {
    return isEmpty(live) || isDeepStrictEqual(live, defaultOf(schema, at.inputs)) ? undefined : live;
  }
  if (!holdsFree(at, schema) && sameValue(schema, said, live, at.inputs)) return said;
  if (!membersOf(schema)) return isEmpty(live) ? undefined : live;
  return foldBlock(at, schema, (live ?? {}) as Properties, (said ?? {}) as Properties);
}

/** In an import a block that is the same as none may still hold something that App Runner decided. */
function holdsFree(at: Place, schema: z.ZodType): boolean {
  const members = at.isImport ? membersOf(schema) : undefined;
  return members?.some(([, member]) => factsOf(member).freeWhenLeftOut || holdsFree(at, member)) ?? false;
}

/** An empty map says no more than none. */
function isEmpty(value: unknown): boolean {
  return (value ?? undefined) === undefined || (typeof value === "object" && Object.keys(value as object).length === 0);
}
