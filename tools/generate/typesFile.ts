import { z } from "zod";
import { shape as shapeOf } from "../../api/shapes";
import { bare, factsOf, isOptional, membersOf } from "../../provider/core/property";
import { propertyDoc } from "../../provider/core/schema";
import { namedType, type Side, typeName } from "./typeName";

/** Text of sdk/generated/types.ts: the nested types and the closed sets of values of all kinds and lookups. */
export function typesFile(all: readonly { inputs: z.ZodObject; outputs: z.ZodObject }[]): string {
  const found = new Map<string, string>();
  for (const { inputs, outputs } of all) {
    collect(inputs, "input", found);
    collect(inputs, "output", found);
    collect(outputs, "output", found);
  }
  const names = [...found.keys()].sort();
  return `import type * as pulumi from "@pulumi/pulumi";\n\n${names.map((name) => found.get(name)).join("\n")}`;
}

/** Lines of an interface's members. */
export function memberLines(schema: z.ZodType, side: Side, always: readonly string[] = []): string {
  return membersOf(schema)!
    .map(([name, member]) => {
      const optional = isOptional(member) && !always.includes(name) ? "?" : "";
      return `${docLines(propertyDoc(member), "  ")}  ${name}${optional}: ${typeName(member, side)};\n`;
    })
    .join("");
}

export function docLines(doc: string, indent: string): string {
  return `${indent}/** ${doc.replaceAll("*/", "*\\/")} */\n`;
}

function collect(schema: z.ZodType, side: Side, found: Map<string, string>): void {
  for (const [, member] of membersOf(schema) ?? []) {
    const inner = bare(member);
    const item = inner instanceof z.ZodArray ? bare(inner.element as z.ZodType) : inner;
    const name = namedType(item, side);
    if (name && !found.has(name)) {
      found.set(name, item instanceof z.ZodEnum ? union(name) : structure(name, item, side));
    }
    collect(item, side, found);
  }
}

function union(name: string): string {
  const values = shapeOf(name).enum!.map((value) => `  | "${value}"`);
  return `export type ${name} =\n${values.join("\n")};\n`;
}

function structure(name: string, schema: z.ZodType, side: Side): string {
  return `${docLines(factsOf(schema).doc, "")}export interface ${name} {\n${memberLines(schema, side)}}\n`;
}
