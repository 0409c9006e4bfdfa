import type { z } from "zod";
import { checkShape } from "./check";
import type { Call, Problem, Properties } from "./resource";

/**
 * A question that a program asks: it reads and changes nothing. `inputs` and `outputs` are blocks of provider/core/property.ts; the
 * SDK's functions, schema.json and the docs come from here.
 */
export interface Lookup {
  /** `getService`. */
  name: string;
  inputs: z.ZodObject;
  outputs: z.ZodObject;
  /** Inputs of which exactly one must be given. */
  oneOf?: readonly string[];
  /** Inputs are checked. Rejects when there is no such thing. */
  run(inputs: Properties, call: Call): Promise<Properties>;
}

/** Checks the inputs and asks. Throws one error with all that is wrong with them. */
export async function ask(lookup: Lookup, inputs: Properties, call: Call): Promise<Properties> {
  const given = Object.fromEntries(Object.entries(inputs).filter(([, value]) => (value ?? undefined) !== undefined));
  const problems = [...checkShape(lookup.inputs, given, call.target), ...oneOf(lookup, given)];
  if (problems.length === 0) return lookup.run(given, call);
  const lines = problems.map(({ path, message }) => (path ? `${path}: ${message}` : message));
  throw new Error(`${lookup.name}: ${lines.join("; ")}`);
}

function oneOf({ oneOf: names = [] }: Lookup, given: Properties): Problem[] {
  if (names.length === 0 || names.filter((name) => name in given).length === 1) return [];
  return [{ path: "", message: `give exactly one of ${names.join(" and ")}` }];
}
