import type { z } from "zod";
import { mayBeSecret } from "../core/mayBeSecret";
import { membersOf } from "../core/property";
import type { Properties } from "../core/resource";

/**
 * Stands in a state in the place of a value that may be a secret and that the program never gave: somebody set it elsewhere. Pulumi's
 * dynamic provider cannot mark a value as a secret, so it does not get it at all. CONTRACT: states keep it.
 */
export const SET_OUTSIDE = "[set outside the program]";

/** `live` without the values that may be secrets and that stand at that place in none of `known`. */
export function withoutStrangers(schema: z.ZodType, live: Properties, known: readonly Properties[]): Properties {
  return visit(schema, live, known, (value, mine, member) =>
    mine.includes(value) || !mayBeSecret(member, value) ? value : SET_OUTSIDE,
  ) as Properties;
}

/** `wanted` with what is live where a former read has left the value out; what is not there any more stays left out. */
export function withStrangers(schema: z.ZodType, wanted: Properties, live: Properties): Properties {
  return visit(schema, wanted, [live], (value, [now]) => (value === SET_OUTSIDE ? now : value)) as Properties;
}

/** True when a value was left out. */
export function holdsStrangers(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === SET_OUTSIDE;
  return Object.values(value).some(holdsStrangers);
}

type Leaf = (value: unknown, others: readonly unknown[], schema: z.ZodType) => unknown;

/** A copy with each single value replaced by what `leaf` makes of it; `others` are looked at in the same places. */
function visit(schema: z.ZodType, value: unknown, others: readonly unknown[], leaf: Leaf): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return leaf(value, others, schema);
  const members = membersOf(schema) && new Map(membersOf(schema));
  const copied = Object.entries(value).map(([key, inner]) => {
    const member = members ? members.get(key) : schema;
    // Keys that no definition has are the adapters' own.
    if (!member) return [key, inner] as const;
    return [
      key,
      visit(
        member,
        inner,
        others.map((other) => (other as Properties | undefined)?.[key]),
        leaf,
      ),
    ] as const;
  });
  return Object.fromEntries(copied.filter(([, inner]) => inner !== undefined));
}
