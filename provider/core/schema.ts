import { z } from "zod";
import { shape as shapeOf } from "../../api/shapes";
import type { Lookup } from "./lookup";
import { bare, defaultOf, factsOf, isOptional, membersOf } from "./property";
import type { Definition } from "./resource";

/** One type, property or resource of a Pulumi package schema; the metaschema says what may stand there. */
export type Spec = Record<string, unknown>;

/** What of the package schema does not come from the definitions. */
export interface PackageFacts {
  name: string;
  description: string;
  config: Record<string, { doc: string; values?: readonly string[]; isMap?: boolean }>;
}

/**
 * The Pulumi package schema of all kinds: what the SDKs of other languages are generated from. The version is left out: Pulumi takes
 * the plugin's. Keys stand in the definitions' order, so that the file changes only where a definition does.
 */
export function packageSchema(
  facts: PackageFacts,
  definitions: readonly Definition[],
  lookups: readonly Lookup[] = [],
): Spec {
  const types: Record<string, Spec> = {};
  const variables = Object.fromEntries(
    Object.entries(facts.config).map(([name, { doc, values, isMap }]) => [
      name,
      {
        ...(isMap ? { type: "object", additionalProperties: { type: "string" } } : { type: "string" }),
        description: values ? `${doc} One of: ${values.join(", ")}.` : doc,
      },
    ]),
  );
  return {
    name: facts.name,
    displayName: "AWS App Runner",
    description: facts.description,
    keywords: ["pulumi", "aws", "apprunner", "category/cloud"],
    license: "Apache-2.0",
    config: { variables },
    provider: { description: "Where App Runner is.", inputProperties: variables },
    resources: Object.fromEntries(
      definitions.map((definition) => [
        typeToken(facts.name, definition.kind),
        resourceSpec(facts.name, definition, types),
      ]),
    ),
    ...(lookups.length > 0 && {
      functions: Object.fromEntries(
        lookups.map((lookup) => [typeToken(facts.name, lookup.name), functionSpec(facts.name, lookup, types)]),
      ),
    }),
    types,
    language: languages(facts.name),
  };
}

/** `apprunner:index:Service`. */
export function typeToken(packageName: string, name: string): string {
  return `${packageName}:index:${name}`;
}

/** The type that the dynamic provider's classes have, and from which a stack moves to the plugin in place. */
export function dynamicType(packageName: string, kind: string): string {
  return `pulumi-nodejs:dynamic/${packageName}:${kind}`;
}

/** Doc of a property with its default and what a change costs. */
export function propertyDoc(schema: z.ZodType): string {
  const facts = factsOf(schema);
  const value = typeof facts.default === "function" ? undefined : defaultOf(schema, {});
  const shown = value === undefined || typeof value === "object" ? "" : ` Default: \`${value}\`.`;
  return `${facts.doc}${shown}${facts.why ? ` A change replaces: ${facts.why}.` : ""}`;
}

/** Names of the outputs that are always there. */
export function requiredOutputs({ inputs, outputs, nameProperty }: Definition): string[] {
  return [...new Set([...required(inputs), ...(nameProperty ? [nameProperty] : []), ...required(outputs)])];
}

/** What the generators of SDKs ask: names in each language's own manner, and the schema's version as the SDK's. */
function languages(packageName: string): Spec {
  const respectSchemaVersion = true;
  return {
    nodejs: { respectSchemaVersion },
    python: { respectSchemaVersion, packageName: `pulumi_${packageName}`, pyproject: { enabled: true } },
    go: { respectSchemaVersion, importBasePath: `pulumi-${packageName}/sdk/go/${packageName}` },
    csharp: { respectSchemaVersion, namespaces: { [packageName]: "AppRunner" } },
    java: { buildFiles: "gradle" },
  };
}

function resourceSpec(packageName: string, definition: Definition, types: Record<string, Spec>): Spec {
  const inputProperties = propertySpecs(packageName, definition.inputs, types);
  return {
    description: `${factsOf(definition.inputs).doc}\n\nThe id is ${definition.id}.`,
    properties: { ...inputProperties, ...propertySpecs(packageName, definition.outputs, types) },
    required: requiredOutputs(definition),
    inputProperties,
    requiredInputs: required(definition.inputs),
    aliases: [{ type: dynamicType(packageName, definition.kind) }],
  };
}

function functionSpec(packageName: string, { inputs, outputs }: Lookup, types: Record<string, Spec>): Spec {
  const side = (schema: z.ZodType): Spec => ({
    type: "object",
    properties: propertySpecs(packageName, schema, types),
    required: required(schema),
  });
  return { description: factsOf(inputs).doc, inputs: side(inputs), outputs: side(outputs) };
}

function propertySpecs(packageName: string, schema: z.ZodType, types: Record<string, Spec>): Record<string, Spec> {
  return Object.fromEntries(
    membersOf(schema)!.map(([name, member]) => {
      const replaces = factsOf(member).change === "replace" ? { willReplaceOnChanges: true } : {};
      return [name, { ...typeSpec(packageName, member, types), description: propertyDoc(member), ...replaces }];
    }),
  );
}

function typeSpec(packageName: string, schema: z.ZodType, types: Record<string, Spec>): Spec {
  const inner = bare(schema);
  if (inner instanceof z.ZodRecord) return { type: "object", additionalProperties: { type: "string" } };
  if (inner instanceof z.ZodArray)
    return { type: "array", items: typeSpec(packageName, inner.element as z.ZodType, types) };
  if (inner instanceof z.ZodNumber) return { type: "integer" };
  if (inner instanceof z.ZodBoolean) return { type: "boolean" };
  if (inner instanceof z.ZodString) return { type: "string" };
  const name = factsOf(inner).shape;
  if (name === undefined) return { type: "string" };
  const token = typeToken(packageName, name);
  if (!types[token]) {
    types[token] = {};
    types[token] = inner instanceof z.ZodEnum ? enumSpec(name) : objectSpec(packageName, inner, types);
  }
  return { $ref: `#/types/${token}` };
}

function objectSpec(packageName: string, schema: z.ZodType, types: Record<string, Spec>): Spec {
  return {
    type: "object",
    description: factsOf(schema).doc,
    properties: propertySpecs(packageName, schema, types),
    required: required(schema),
  };
}

function enumSpec(shape: string): Spec {
  return { type: "string", enum: shapeOf(shape).enum!.map((value) => ({ name: enumName(value), value })) };
}

/** `PENDING_HANDSHAKE` -> `PendingHandshake`, from which each language makes a constant's name in its own manner. */
function enumName(value: string): string {
  return value
    .split("_")
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join("");
}

function required(schema: z.ZodType): string[] {
  return membersOf(schema)!.flatMap(([name, member]) => (isOptional(member) ? [] : [name]));
}
