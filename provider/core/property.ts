import { z } from "zod";
import { type Shape, shape as shapeOf } from "../../api/shapes";
import { MAX_TAGS } from "../../api/tags";
import { patternOf } from "./constraint";

/** What a change of a property does: the service (or other thing) is updated in place, or made anew. */
export type Effect = "update" | "replace";

/** Everything that is said of one property, beside its type. A nested property has its parent's `change` unless it says its own. */
export interface PropertyFacts {
  doc: string;
  /** Shape of the API whose constraints the value has. */
  shape?: string;
  /** The API's member name, where it is not the property's name with a capital. */
  member?: string;
  /** What App Runner takes when the property is left out; a function when that depends on the other inputs. */
  default?: unknown;
  change?: Effect;
  /** For `replace`: the reason, and what it costs. */
  why?: string;
  /** A block that cannot come or go in place: the reason, and what a replacement costs. */
  cannotSwitch?: string;
  /** App Runner cannot take the value away again once it is there: why, and what to do. Another value in its place is no matter. */
  stuck?: string;
  /** Whether two values mean the same; structural equality when left out. */
  same?: (a: unknown, b: unknown) => boolean;
  /** Left out, App Runner decides by facts of its own, and whatever it decided is no difference. */
  freeWhenLeftOut?: boolean;
  /**
   * For an output: an update leaves it as it is. A function answers that for the paths of the inputs that change and the last outputs;
   * without either, a preview of an update says that the output is not known.
   */
  stays?: true | ((changed: readonly string[], outputs: Record<string, unknown>) => boolean);
  /** The provider's own: the API does not have it, and what is live says nothing of it. */
  own?: boolean;
  /** The value may be a secret: it is never written into a message. Also true when the API's shape says so. */
  sensitive?: boolean;
  /** For a number of the provider's own: the least that it can be. */
  least?: number;
  /** For a map: how many entries it has at most. */
  most?: number;
  /** A value that is wrong by the API's pattern is fine for a local App Runner (plain image names). */
  freeOnLocal?: boolean;
}

type Said = Omit<PropertyFacts, "shape">;

const FACTS = z.registry<PropertyFacts>();

export function text(shape: string, facts: Said): z.ZodString {
  return say(constrainedText(shapeOf(shape)), { ...facts, shape });
}

/** One of the shape's values. */
export function choice(shape: string, facts: Said): z.ZodType<string> {
  const values = shapeOf(shape).enum;
  if (!values) throw new Error(`shape ${shape} is not an enumeration`);
  return say(z.enum(values as [string, ...string[]]), { ...facts, shape });
}

export function whole(shape: string, facts: Said): z.ZodInt {
  const { min, max } = shapeOf(shape);
  let schema = z.int();
  if (min !== undefined) schema = schema.min(min);
  if (max !== undefined) schema = schema.max(max);
  return say(schema, { ...facts, shape });
}

/** A whole number of the provider's own, `facts.least` or more. */
export function ownWhole(facts: Said & { least: number }): z.ZodInt {
  return say(z.int().min(facts.least), { ...facts, own: true });
}

export function flag(shape: string, facts: Said): z.ZodBoolean {
  return say(z.boolean(), { ...facts, shape });
}

/** A structure of the API; unknown keys are mistakes. */
export function block<Members extends z.ZodRawShape>(
  shape: string,
  facts: Said,
  members: Members,
): z.ZodObject<Members> {
  return say(z.strictObject(members), { ...facts, shape }) as z.ZodObject<Members>;
}

/** A map whose keys are the user's own: they are never renamed. */
export function map(shape: string, facts: Said): z.ZodRecord<z.ZodString, z.ZodString> {
  const { key, value } = shapeOf(shape);
  return say(z.record(constrainedText(shapeOf(key!)), constrainedText(shapeOf(value!))), { ...facts, shape });
}

/** A map of the provider's own, which the API does not have. */
export function ownMap(facts: Said): z.ZodRecord<z.ZodString, z.ZodString> {
  return say(z.record(z.string(), z.string()), { ...facts, own: true });
}

/** A list of texts of the provider's own; its order says nothing. */
export function ownTexts(facts: Said): z.ZodArray<z.ZodString> {
  const item = say(z.string(), { doc: facts.doc, own: true });
  return say(z.array(item), { same: sameItems, ...facts, own: true });
}

/** A switch of the provider's own. */
export function ownFlag(facts: Said): z.ZodBoolean {
  return say(z.boolean(), { ...facts, own: true });
}

/** One of some values of the provider's own. */
export function ownChoice(values: readonly [string, ...string[]], facts: Said): z.ZodType<string> {
  return say(z.enum(values), { ...facts, own: true });
}

/** Tags: a list of pairs for the API, a map for the user. */
export function tagMap(facts: Said): z.ZodRecord<z.ZodString, z.ZodString> {
  const schema = z.record(constrainedText(shapeOf("TagKey")), constrainedText(shapeOf("TagValue")));
  const few = schema.refine((tags) => Object.keys(tags).length <= MAX_TAGS);
  return say(few, { ...facts, shape: "TagList", most: MAX_TAGS });
}

export function list<Item extends z.ZodType>(shape: string, facts: Said, item: Item): z.ZodArray<Item> {
  return say(z.array(item), { ...facts, shape });
}

/** `same` of a list whose order says nothing. */
export function sameItems(one: unknown, other: unknown): boolean {
  const sorted = (list: unknown) => (Array.isArray(list) ? [...list].map(String).sort() : undefined);
  const [left, right] = [sorted(one), sorted(other)];
  return left !== undefined && right !== undefined && left.join("\n") === right.join("\n");
}

/** What was said of a schema of this vocabulary, whether or not it is wrapped in `optional()`. */
export function factsOf(schema: z.ZodType): PropertyFacts {
  const facts = FACTS.get(bare(schema));
  if (!facts) throw new Error("a property without facts: make it with provider/core/property.ts");
  return facts;
}

/** The schema without `optional()`. */
export function bare(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
}

export function isOptional(schema: z.ZodType): boolean {
  return schema instanceof z.ZodOptional;
}

/** The properties of a block with their names, or undefined when the schema is none. */
export function membersOf(schema: z.ZodType): [name: string, schema: z.ZodType][] | undefined {
  const inner = bare(schema);
  return inner instanceof z.ZodObject ? Object.entries(inner.shape as Record<string, z.ZodType>) : undefined;
}

/** The name of a property in the API: `port` is `Port`. */
export function memberName(name: string, schema: z.ZodType): string {
  return factsOf(schema).member ?? name[0]!.toUpperCase() + name.slice(1);
}

/** True when the value must not appear in a message, by the definition or by the API's shape (or its keys' or values'). */
export function isSensitive(schema: z.ZodType): boolean {
  const { shape, sensitive } = factsOf(schema);
  if (sensitive || !shape) return sensitive ?? false;
  const facts = shapeOf(shape);
  return [facts, ...[facts.key, facts.value].map((name) => name && shapeOf(name))].some(
    (s) => s && s.sensitive === true,
  );
}

/** True when the property, or anything in it, may be a secret. */
export function holdsSensitive(schema: z.ZodType): boolean {
  const members = membersOf(schema);
  return isSensitive(schema) || (members?.some(([, member]) => holdsSensitive(member)) ?? false);
}

/** What App Runner takes for a property that is left out, given all inputs; undefined when it takes nothing. */
export function defaultOf(schema: z.ZodType, inputs: unknown): unknown {
  const value = factsOf(schema).default;
  return typeof value === "function" ? value(inputs) : value;
}

function say<Schema extends z.ZodType>(schema: Schema, facts: PropertyFacts): Schema {
  FACTS.add(schema, facts);
  return schema;
}

function constrainedText(shape: Shape): z.ZodString {
  let schema = z.string();
  if (shape.min !== undefined) schema = schema.min(shape.min);
  if (shape.max !== undefined) schema = schema.max(shape.max);
  const pattern = patternOf(shape);
  return pattern && shape.pattern !== ".*" ? schema.regex(pattern) : schema;
}
