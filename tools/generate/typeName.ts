import { z } from "zod";
import { bare, factsOf } from "../../provider/core/property";

/** `input` is what a program gives, outputs of other resources included; `output` is what it gets. */
export type Side = "input" | "output";

/** The TypeScript type of a property. */
export function typeName(schema: z.ZodType, side: Side): string {
  const inner = bare(schema);
  const named = namedType(schema, side);
  const wrapped = (type: string): string => (side === "input" ? `pulumi.Input<${type}>` : type);
  if (named) return wrapped(named);
  if (inner instanceof z.ZodRecord) return wrapped(`Record<string, ${wrapped("string")}>`);
  if (inner instanceof z.ZodArray) return wrapped(`${typeName(inner.element as z.ZodType, side)}[]`);
  if (inner instanceof z.ZodNumber) return wrapped("number");
  if (inner instanceof z.ZodBoolean) return wrapped("boolean");
  if (inner instanceof z.ZodEnum) return wrapped(inner.options.map((value) => `"${value}"`).join(" | "));
  return wrapped("string");
}

/** Name of the interface or union that the type is, or is a list of. */
export function namedType(schema: z.ZodType, side: Side): string | undefined {
  const inner = bare(schema);
  if (inner instanceof z.ZodEnum) return factsOf(inner).shape;
  if (inner instanceof z.ZodObject) return `${factsOf(inner).shape}${side === "input" ? "Args" : ""}`;
  return undefined;
}
