import { z } from "zod";
import { bare, factsOf, holdsSensitive, isOptional, membersOf } from "../../provider/core/property";
import type { Definition } from "../../provider/core/resource";
import { propertyDoc, requiredOutputs } from "../../provider/core/schema";
import { namedType, type Side, typeName } from "./typeName";
import { docLines, memberLines } from "./typesFile";

/** Text of sdk/generated/<kind>.ts: the class and its args. */
export function classFile(module: string, definition: Definition): string {
  const { kind, inputs, outputs, nameProperty, id } = definition;
  const facts = [
    `  kind: "${kind}",`,
    `  module: "${module}",`,
    `  outputs: [${[...membersOf(inputs)!, ...membersOf(outputs)!].map(([name]) => `"${name}"`).join(", ")}],`,
    `  secretWhenRead: [${membersOf(inputs)!
      .flatMap(([name, member]) => (holdsSensitive(member) ? [`"${name}"`] : []))
      .join(", ")}],`,
    ...(nameProperty ? [`  nameProperty: "${nameProperty}",`] : []),
  ].join("\n");
  const required = membersOf(inputs)!.some(([, member]) => !isOptional(member));
  return `import type * as pulumi from "@pulumi/pulumi";
import { AppRunnerResource, type ClassFacts } from "../resource";
${importsOf([
  [inputs, "input"],
  [inputs, "output"],
  [outputs, "output"],
])}
const FACTS: ClassFacts = {
${facts}
};

${docLines(`The inputs of a ${kind}.`, "")}export interface ${kind}Args {
${memberLines(inputs, "input")}}

${docLines(factsOf(inputs).doc, "")}export class ${kind} extends AppRunnerResource {
${outputLines(definition)}
  constructor(name: string, args${required ? "" : "?"}: ${kind}Args, opts?: pulumi.CustomResourceOptions) {
    super(FACTS, name, args, opts);
  }

${docLines(`Reads one that exists already, without managing it. \`id\` is ${id}.`, "  ")}  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ${kind} {
    return new ${kind}(name, undefined as unknown as ${kind}Args, { ...opts, id });
  }
}
`;
}

function outputLines(definition: Definition): string {
  const always = requiredOutputs(definition);
  return [definition.inputs, definition.outputs]
    .flatMap((schema) => membersOf(schema)!)
    .map(([name, member]) => {
      const type = typeName(member, "output") + (always.includes(name) ? "" : " | undefined");
      return `${docLines(propertyDoc(member), "  ")}  declare readonly ${name}: pulumi.Output<${type}>;\n`;
    })
    .join("");
}

/** The import of the named types that members of these blocks have. */
export function importsOf(blocks: readonly [schema: z.ZodType, side: Side][]): string {
  const names = new Set<string>();
  for (const [schema, side] of blocks) {
    for (const [, member] of membersOf(schema)!) {
      const inner = bare(member);
      const name = namedType(inner instanceof z.ZodArray ? (inner.element as z.ZodType) : inner, side);
      if (name) names.add(name);
    }
  }
  return names.size > 0 ? `import type { ${[...names].sort().join(", ")} } from "./types";\n` : "";
}
