import type { z } from "zod";
import { defaultOf, isOptional, membersOf } from "./property";
import type { Properties } from "./resource";

/**
 * A block with every default that was left out written down, blocks inside it included. An update sends this: App Runner keeps what
 * an update leaves out, so a value that a program no longer gives has to be set back. A block that needs a value of the user's own
 * and is not given stays left out. `inputs` are all inputs, for defaults that depend on others.
 */
export function withDefaults(schema: z.ZodType, value: Properties, inputs: unknown): Properties {
  const filled: Properties = {};
  for (const [name, member] of membersOf(schema)!) {
    const inner = completed(member, value[name], inputs);
    if (inner !== undefined) filled[name] = inner;
  }
  return filled;
}

/** One property with its defaults; undefined when it stays left out. */
export function completed(schema: z.ZodType, value: unknown, inputs: unknown): unknown {
  if (!membersOf(schema)) return value ?? defaultOf(schema, inputs);
  if (value === undefined && !standsAlone(schema, inputs)) return undefined;
  const filled = withDefaults(schema, (value ?? {}) as Properties, inputs);
  return value !== undefined || Object.keys(filled).length > 0 ? filled : undefined;
}

/** True when every member that the block must have has a default. */
function standsAlone(schema: z.ZodType, inputs: unknown): boolean {
  return membersOf(schema)!.every(([, member]) => isOptional(member) || defaultOf(member, inputs) !== undefined);
}
