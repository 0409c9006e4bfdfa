import { z } from "zod";
import { bare, membersOf } from "../../provider/core/property";
import type { Properties } from "../../provider/core/resource";
import { setAt } from "./at";

/** Inputs whose values at `paths` (text out of the environment) are numbers, true or false where the property wants one. */
export function coerce(schema: z.ZodType, inputs: Properties, paths: readonly string[]): Properties {
  return paths.reduce((all, path) => {
    const text = valueAt(all, path);
    const value = typeof text === "string" ? converted(schemaAt(schema, path), text) : text;
    return value === text ? all : setAt(all, path, value);
  }, inputs);
}

function converted(schema: z.ZodType | undefined, text: string): unknown {
  if (schema instanceof z.ZodNumber && /^-?\d+$/.test(text)) return Number(text);
  if (schema instanceof z.ZodBoolean && /^(true|false)$/.test(text)) return text === "true";
  return text;
}

function schemaAt(schema: z.ZodType, path: string): z.ZodType | undefined {
  let here: z.ZodType | undefined = schema;
  for (const key of path.split(".")) here = here && (membersOf(here) ?? []).find(([name]) => name === key)?.[1];
  return here && bare(here);
}

function valueAt(inputs: Properties, path: string): unknown {
  let value: unknown = inputs;
  for (const key of path.split(".")) value = (value as Properties | undefined | null)?.[key];
  return value;
}
