import { z } from "zod";
import { type OperationName, type Shape, shape as shapeOf } from "../../api/shapes";
import { fromApi } from "../../provider/core/caseMapping";
import { bare, factsOf, holdsSensitive, isOptional, membersOf } from "../../provider/core/property";
import type { Properties } from "../../provider/core/resource";
import type { LookupName } from "../../provider/lookups";
import { RESOURCES, type ResourceName } from "../../provider/resources";
import { VALID_INPUTS } from "../wire/validInputs";

/** A place of the inputs: a block, a property, an item of a list, a value of a map. */
export interface Place {
  path: string;
  schema: z.ZodType;
  /** The shape of the value; undefined for what is the provider's own. */
  facts?: Shape;
  type: "block" | "map" | "list" | "string" | "number" | "boolean";
  required: boolean;
  sensitive: boolean;
  /** Valid inputs, with `value` in this place. */
  put(value: unknown): Properties;
  value: unknown;
}

/** Valid inputs with one thing wrong, and what the message must say of it. */
export interface BadInput {
  what: string;
  path: string;
  inputs: Properties;
  /** What the message says after the path: the value, and each part of what is allowed. */
  says: readonly string[];
  /** What it must not say. */
  hides?: string;
}

const OWN: Partial<Record<ResourceName, Properties>> = {
  service: { deployOn: { commit: "a" }, desiredState: "running", ignoreImage: true, deleteWithDomains: true },
  deployment: { triggers: { commit: "a" } },
  customDomainValidation: { validationRecordNames: ["_a.www.example.com"] },
};

/** Inputs that are right on AWS; all of a kind together have every property. */
export function validInputs(name: ResourceName): Properties[] {
  const { inputs } = RESOURCES[name].definition;
  const operation = factsOf(inputs).shape!.replace(/Request$/, "") as OperationName;
  return VALID_INPUTS[operation].map((request) => {
    const { tags, ...said } = fromApi(inputs, request) as Properties & { tags?: { Key: string; Value: string }[] };
    const map = tags && { tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) };
    return { ...said, ...map, ...OWN[name] };
  });
}

const SERVICE_ARN = String(VALID_INPUTS.DescribeService[0]!.ServiceArn);

/** The same for the questions that a program can ask. */
export const VALID_QUESTIONS: Record<LookupName, Properties[]> = {
  getAutoScalingConfiguration: [
    { autoScalingConfigurationName: "high" },
    { autoScalingConfigurationArn: VALID_INPUTS.UpdateDefaultAutoScalingConfiguration[0]!.AutoScalingConfigurationArn },
  ],
  getConnection: [{ connectionName: "hub-1" }, { connectionArn: VALID_INPUTS.DeleteConnection[0]!.ConnectionArn }],
  getHostedZoneId: [{ region: "eu-west-1" }],
  getService: [{ serviceName: "demo" }, { serviceArn: SERVICE_ARN }],
  listOperations: [{ serviceArn: SERVICE_ARN, limit: 5 }],
};

/** Every place of all inputs together, each once. */
export function placesOf(schema: z.ZodType, inputs: readonly Properties[]): Place[] {
  const all = new Map<string, Place>();
  for (const each of inputs) {
    for (const place of walk(schema, each, "", (value) => value as Properties)) {
      if (!all.has(place.path)) all.set(place.path, place);
    }
  }
  return [...all.values()];
}

/** The paths that a definition has, to compare with those of valid inputs. */
export function pathsOf(schema: z.ZodType, path = ""): string[] {
  const members = membersOf(schema) ?? [];
  return members.flatMap(([name, member]) => [join(path, name), ...pathsOf(member, join(path, name))]);
}

/** Everything that can be wrong in one place by its type and bounds. */
export function* badInputs(place: Place): Generator<BadInput> {
  if (place.path !== "") yield* wrongTypes(place);
  if (place.required) yield* missing(place);
  if (place.type === "string") yield* strings(place);
  if (place.type === "number") yield* numbers(place);
  if (place.type === "map") yield* keys(place);
  if (place.type === "block") yield* unknownKeys(place);
}

function* walk(
  schema: z.ZodType,
  value: unknown,
  path: string,
  put: Place["put"],
  around: Partial<Place> = {},
): Generator<Place> {
  const inner = bare(schema);
  const { shape } = factsOf(inner);
  const type = typeOf(inner);
  // A question's block need not be a shape of the API.
  const facts = shape === undefined || type === "block" ? undefined : shapeOf(shape);
  const sensitive = type !== "block" || path !== "" ? holdsSensitive(inner) : false;
  yield { path, schema: inner, facts, type, required: false, sensitive, put, value, ...around };
  if (type === "block") {
    for (const [name, member] of membersOf(inner)!) {
      const inside = (value as Properties)[name];
      if (inside === undefined) continue;
      const putInside = (changed: unknown) => put({ ...(value as Properties), [name]: changed });
      yield* walk(member, inside, join(path, name), putInside, { required: !isOptional(member) });
    }
  } else if (type === "list") {
    const [first, ...rest] = value as unknown[];
    const element = (inner as z.ZodArray).element as z.ZodType;
    yield* walk(element, first, join(path, "0"), (changed) => put([changed, ...rest]));
  } else if (type === "map") {
    const [key, first] = Object.entries(value as Properties)[0]!;
    yield {
      path: join(path, key),
      schema: inner,
      facts: facts && shapeOf(shape === "TagList" ? "TagValue" : facts.value!),
      type: "string",
      required: false,
      sensitive: holdsSensitive(inner),
      put: (changed) => put({ ...(value as Properties), [key]: changed }),
      value: first,
    };
  }
}

function typeOf(schema: z.ZodType): Place["type"] {
  if (schema instanceof z.ZodObject) return "block";
  if (schema instanceof z.ZodRecord) return "map";
  if (schema instanceof z.ZodArray) return "list";
  if (schema instanceof z.ZodNumber) return "number";
  return schema instanceof z.ZodBoolean ? "boolean" : "string";
}

/** One value of each type, and how a message names it. */
const SAMPLES = [
  { fits: ["string"], value: "canary-text", shown: '"canary-text"', type: "not a string" },
  { fits: ["number"], value: 7, shown: "7", type: "not a number" },
  { fits: [], value: 1.5, shown: "1.5", type: "not a fraction" },
  { fits: ["boolean"], value: true, shown: "true", type: "not a boolean" },
  { fits: ["list"], value: ["canary-text"], shown: "a list of 1", type: "not a list", hides: "canary-text" },
  {
    fits: ["block", "map"],
    value: { inner: "canary-text" },
    shown: "an object with inner",
    type: "not an object",
    hides: "canary-text",
  },
] as const;

function* wrongTypes({ type, path, put, sensitive, schema, facts }: Place): Generator<BadInput> {
  const wanted = {
    block: () => `an object with ${membersOf(schema)!.map(([name]) => name)[0]}`,
    map: () => "a map of names to strings",
    list: () => "a list of",
    string: () => (schema instanceof z.ZodEnum ? "one of" : "a string"),
    number: () => "a whole number",
    boolean: () => "true or false",
  }[type]();
  for (const { fits, value, shown, type: found, ...rest } of SAMPLES) {
    if ((fits as readonly string[]).includes(type)) continue;
    const hides = sensitive ? "canary-text" : "hides" in rest ? rest.hides : undefined;
    const isEnum = schema instanceof z.ZodEnum;
    // Of a plain value that is none of a list of words its type says nothing.
    const says = [
      `${sensitive ? "the value" : shown} is not allowed: must be ${wanted}`,
      ...(isEnum && typeof value !== "object" ? [] : [found]),
      ...allowedWords(facts),
    ];
    yield { what: `is ${JSON.stringify(value)}`, path, inputs: put(value), says, hides };
  }
}

function* missing({ path, put, facts }: Place): Generator<BadInput> {
  const says = ["is required: ", ...allowedWords(facts)];
  yield { what: "is left out", path, inputs: put(undefined), says };
  yield { what: "is null", path, inputs: put(null), says };
}

function* strings({ path, put, facts, schema, sensitive, value }: Place): Generator<BadInput> {
  const wrong = (what: string, given: string): BadInput => {
    const shown = JSON.stringify(given.length > 60 ? `${given.slice(0, 60)}...` : given);
    const says = [`${sensitive ? "the value" : shown} is not allowed: must be `, ...allowedWords(facts, schema)];
    return {
      what,
      path,
      inputs: put(given),
      says,
      ...(sensitive && given.length > 3 && { hides: given.slice(0, 40) }),
    };
  };
  const { min, max, pattern } = facts ?? {};
  if (schema instanceof z.ZodEnum) {
    yield wrong("is no word of the list", "canary-word");
    yield wrong("is a word of the list in other letters", swapCase(String(schema.options[0])));
    yield wrong("is empty", "");
    return;
  }
  if (min) yield wrong("is too short", String(value).slice(0, min - 1));
  if (max !== undefined) yield wrong("is too long", String(value).padEnd(max + 1, "a"));
  if (pattern !== undefined && pattern !== ".*") {
    const text = [`${value}\n`, `${value}\0`, `aws:${value}`].find((one) => !new RegExp(`^(?:${pattern})$`).test(one));
    if (text === undefined) throw new Error(`no text is known that ${pattern} does not match`);
    yield wrong("does not match", text);
  }
}

function* numbers({ path, put, facts, schema }: Place): Generator<BadInput> {
  const wrong = (what: string, given: number): BadInput => ({
    what,
    path,
    inputs: put(given),
    says: [`${given} is not allowed: must be `, ...allowedWords(facts)],
  });
  const { min, max } = facts ?? { min: factsOf(schema).least };
  if (min !== undefined) yield wrong("is too small", min - 1);
  if (min !== undefined) yield wrong("is far too small", -(2 ** 31));
  if (max !== undefined) yield wrong("is too large", max + 1);
}

function* keys({ path, put, schema, value }: Place): Generator<BadInput> {
  const { shape } = factsOf(schema);
  const name = shape === "TagList" ? "TagKey" : shape && shapeOf(shape).key;
  if (!name) return;
  const facts = shapeOf(name);
  const wrong = (what: string, key: string): BadInput => ({
    what,
    path: `${path}.${key}`,
    inputs: put({ ...(value as Properties), [key]: "x" }),
    says: ["the key is not allowed: must be ", ...allowedWords(facts)],
  });
  if (facts.min) yield wrong("has an empty key", "");
  if (facts.max) yield wrong("has a key that is too long", "k".repeat(facts.max + 1));
  if (facts.pattern && facts.pattern !== ".*") yield wrong("has a key that does not match", "aws:a");
}

function* unknownKeys({ path, put, schema, value }: Place): Generator<BadInput> {
  const names = membersOf(schema)!.map(([name]) => name);
  const wrong = (key: string, says: readonly string[]): BadInput => ({
    what: `has ${key}`,
    path: join(path, key),
    inputs: put({ ...(value as Properties), [key]: "canary-text" }),
    says: ["there is no such property", ...says, `(there are ${names.join(", ")})`],
    hides: "canary-text",
  });
  yield wrong("zzzzzzzzzzzz", []);
  yield wrong(`${names[0]}x`, [`did you mean ${names[0]}?`]);
}

/** What is allowed, as the API's own facts say it. */
function allowedWords(facts: Shape | undefined, schema?: z.ZodType): string[] {
  if (!facts) return schema instanceof z.ZodEnum ? schema.options.map(String) : [];
  if (facts.enum) return [...facts.enum];
  if (facts.type !== "string" && facts.type !== "integer") return [];
  const { min, max, pattern } = facts;
  const bounds = [min, max].filter((bound) => bound !== undefined).map(String);
  return [
    ...bounds,
    ...(pattern && pattern !== ".*" && !pattern.includes("vCPU") && !pattern.includes("GB") ? [pattern] : []),
  ];
}

function swapCase(word: string): string {
  return word === word.toUpperCase() ? word.toLowerCase() : word.toUpperCase();
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}
