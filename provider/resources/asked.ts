import type { z } from "zod";
import { sameValue } from "../core/compare";
import { factsOf, membersOf } from "../core/property";
import type { Properties } from "../core/resource";

/** Whether a live thing, in the words of a program, is what was asked for; tags and what is the provider's own are not looked at. */
export function isAsked(schema: z.ZodObject, live: Properties, said: Properties): boolean {
  const seen = membersOf(schema)!.filter(([name, member]) => name !== "tags" && !factsOf(member).own);
  return seen.every(([name, member]) => sameValue(member, live[name], said[name], said));
}
