import { z } from "zod";
import { type Shape, shape as shapeOf } from "../../api/shapes";
import { allowed } from "./constraint";
import { nearest } from "./nearest";
import { quote, shorten } from "./notAllowed";
import { bare, factsOf, holdsSensitive, membersOf } from "./property";
import type { Problem, Target } from "./resource";
import { isUnknown } from "./unknown";

type Issue = z.core.$ZodIssue;

/** Says what one finding of zod means in the words of a program; nothing when it is about a value that is not known yet. */
export function explain(
  schema: z.ZodType,
  root: unknown,
  issue: Issue,
  target: Target,
  hint: (key: string) => string | undefined,
): Problem[] {
  const value = follow(root, issue.path);
  if (value.unknown) return [];
  const path = issue.path.join(".");
  const at = schemaAt(schema, issue.path);
  if (issue.code === "unrecognized_keys") {
    const names = (membersOf(at.schema) ?? []).map(([name]) => name);
    return issue.keys.map((key) => ({
      path: join(path, key),
      message: unknownKey(key, names, path ? undefined : hint(key)),
    }));
  }
  const facts = factsOf(at.schema);
  if (issue.code === "invalid_format" && target === "local" && facts.freeOnLocal) return [];
  return [
    {
      path,
      message:
        issue.code === "invalid_key" ? wrongKey(at.schema) : wrongValue(at.schema, at.insideMap, value.value, issue),
    },
  ];
}

function unknownKey(key: string, names: string[], hint: string | undefined): string {
  if (hint) return hint;
  const right = nearest(key, names);
  return `there is no such property${right ? `; did you mean ${right}?` : ""} (there are ${names.join(", ")})`;
}

function wrongValue(schema: z.ZodType, insideMap: boolean, value: unknown, issue: Issue): string {
  const right = expected(schema, insideMap);
  if (value === undefined) return `is required: ${right}`;
  const { most } = factsOf(schema);
  if (issue.code === "custom") return `${Object.keys(value as object).length} are too many: must be at most ${most}`;
  const shown = `${holdsSensitive(schema) ? "the value" : quoted(value)} is not allowed: must be`;
  if (issue.code === "invalid_type" || typeof value === "object") return `${shown} ${right}, not ${typeName(value)}`;
  const shape = valueShape(schema, insideMap);
  return `${shown} ${(shape && allowed(shape)) || right}`;
}

/** What is in a list or an object may be a secret that only the engine knows of, and a part of one would not be found again. */
function quoted(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object")
    return `an object with ${shorten(Object.keys(value as object).join(", ")) || "nothing"}`;
  return quote(value);
}

function wrongKey(schema: z.ZodType): string {
  const shape = factsOf(schema).shape;
  const key = shape === "TagList" ? "TagKey" : shape && shapeOf(shape).key;
  return `the key is not allowed: must be ${key ? allowed(shapeOf(key)) : "another"}`;
}

function valueShape(schema: z.ZodType, insideMap: boolean): Shape | undefined {
  const { shape: name, least } = factsOf(schema);
  if (!name) return least === undefined ? undefined : { type: "integer", min: least };
  if (!insideMap) return shapeOf(name);
  return shapeOf(name === "TagList" ? "TagValue" : shapeOf(name).value!);
}

function expected(schema: z.ZodType, insideMap: boolean): string {
  const inner = bare(schema);
  const shape = valueShape(schema, insideMap);
  if (insideMap || inner instanceof z.ZodString) return withAllowed("a string", shape && allowed(shape));
  if (inner instanceof z.ZodEnum) return `one of ${inner.options.join(", ")}`;
  if (inner instanceof z.ZodNumber) return withAllowed("a whole number", shape && allowed(shape));
  if (inner instanceof z.ZodBoolean) return "true or false";
  if (inner instanceof z.ZodArray) return `a list of ${expectedItem(inner.element as z.ZodType)}`;
  if (inner instanceof z.ZodRecord) return "a map of names to strings";
  return `an object with ${(membersOf(schema) ?? []).map(([name]) => name).join(", ")}`;
}

function expectedItem(item: z.ZodType): string {
  return membersOf(item) ? "objects" : "strings";
}

function withAllowed(type: string, constraint: string | undefined): string {
  return constraint ? `${type}, ${constraint}` : type;
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "number" && !Number.isInteger(value)) return "a fraction";
  return `a ${typeof value}`;
}

/** The schema at an issue's path; for a place inside a map, the map's. */
function schemaAt(schema: z.ZodType, path: PropertyKey[]): { schema: z.ZodType; insideMap: boolean } {
  let at = bare(schema);
  for (const [index, step] of path.entries()) {
    if (at instanceof z.ZodRecord) return { schema: at, insideMap: true };
    const members = at instanceof z.ZodObject ? (at.shape as Record<string, z.ZodType>) : undefined;
    const next = members ? members[String(step)] : at instanceof z.ZodArray ? (at.element as z.ZodType) : undefined;
    if (!next) throw new Error(`no schema at ${path.slice(0, index + 1).join(".")}`);
    at = bare(next);
  }
  return { schema: at, insideMap: false };
}

function follow(root: unknown, path: PropertyKey[]): { unknown: boolean; value: unknown } {
  let value = root;
  for (const step of path) {
    if (isUnknown(value)) return { unknown: true, value };
    value = (value as Record<PropertyKey, unknown> | undefined)?.[step];
  }
  return { unknown: isUnknown(value), value };
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}
