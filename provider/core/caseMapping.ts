import { z } from "zod";
import { bare, factsOf, memberName, membersOf } from "./property";

/**
 * A value in the words of a program as the API takes it: `{ port }` becomes `{ Port }`; the keys of maps stay as they are, and what is the
 * provider's own is left out.
 */
export function toApi(schema: z.ZodType, value: unknown): unknown {
  const members = membersOf(schema);
  if (members && isObject(value)) {
    const given = members.filter(([name, member]) => !factsOf(member).own && (value[name] ?? undefined) !== undefined);
    return Object.fromEntries(given.map(([name, member]) => [memberName(name, member), toApi(member, value[name])]));
  }
  const inner = bare(schema);
  return inner instanceof z.ZodArray && Array.isArray(value)
    ? value.map((item) => toApi(inner.element as z.ZodType, item))
    : value;
}

/** The opposite of `toApi`; members that the definition does not have are dropped. */
export function fromApi(schema: z.ZodType, value: unknown): unknown {
  const members = membersOf(schema);
  if (members && isObject(value)) {
    const given = members.map(([name, member]) => [name, fromApi(member, value[memberName(name, member)])] as const);
    return Object.fromEntries(given.filter(([, inner]) => inner !== undefined && inner !== null));
  }
  const inner = bare(schema);
  return inner instanceof z.ZodArray && Array.isArray(value)
    ? value.map((item) => fromApi(inner.element as z.ZodType, item))
    : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
