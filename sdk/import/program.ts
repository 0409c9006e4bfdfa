import type { ImportedKind } from "./candidates";
import { type Expressing, express, type NeededSecret } from "./express";
import type { Found, Inventory, Remark } from "./inventory";
import { Code, literal } from "./literal";
import { type Names, nameAll } from "./names";

/** A program that says what is there, and what Pulumi needs to import it. */
export interface WrittenProgram {
  /** Text of index.ts. */
  text: string;
  /** One for each resource, in the program's order; `pulumi import --file` takes them. */
  resources: { type: string; name: string; id: string }[];
  /** What the stack's configuration has to hold before the program runs. */
  secrets: NeededSecret[];
  /** What is worth knowing of some of them. */
  notes: Remark[];
}

/** What is used stands before what uses it. */
const ORDER: readonly ImportedKind[] = [
  "connection",
  "autoScalingConfiguration",
  "defaultAutoScalingConfiguration",
  "observabilityConfiguration",
  "vpcConnector",
  "service",
  "vpcIngressConnection",
  "customDomainAssociation",
];

/** The output by which others name it. */
const REFERENCE: Partial<Record<ImportedKind, string>> = {
  autoScalingConfiguration: "autoScalingConfigurationArn",
  connection: "connectionArn",
  observabilityConfiguration: "observabilityConfigurationArn",
  service: "serviceArn",
  vpcConnector: "vpcConnectorArn",
};

/** Writes the program for what was found. `inClear` names variables and properties whose values are no secrets. */
export function writeProgram(inventory: Inventory, inClear: readonly string[] = []): WrittenProgram {
  const found = inOrder(inventory.found);
  const names = nameAll(found);
  const at: Expressing = {
    references: referencesOf(found, names),
    inClear: new Set(inClear),
    secrets: [],
    strangers: [],
  };
  const statements = found.map((one) => declaration(one, names.get(one)!, at));
  const services = found.filter(({ kind }) => kind === "service").map((one) => names.get(one)!.variable);
  const text = [
    'import * as apprunner from "pulumi-apprunner";',
    ...(at.secrets.length > 0 ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    "",
    `// What App Runner had in ${inventory.region} when \`apprunner import\` looked. From now on this program says what is there.`,
    ...(at.secrets.length > 0 ? ["", "const config = new pulumi.Config();"] : []),
    "",
    statements.join("\n"),
    ...services.map((variable) => `export const ${variable}Url = ${variable}.url;`),
    "",
  ];
  const resources = found.map((one) => ({
    type: `apprunner:index:${className(one.kind)}`,
    name: names.get(one)!.resource,
    id: one.id,
  }));
  return { text: text.join("\n"), resources, secrets: at.secrets, notes: [...inventory.notes, ...at.strangers] };
}

/** By kind, then by name: the same account makes the same program, whatever order its lists have. */
function inOrder(found: readonly Found[]): Found[] {
  const place = (one: Found) => ORDER.indexOf(one.kind);
  const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  return [...found].sort(
    (one, other) => place(one) - place(other) || compareText(one.name, other.name) || compareText(one.id, other.id),
  );
}

function referencesOf(found: readonly Found[], names: Map<Found, Names>): Map<string, Code> {
  const references = new Map<string, Code>();
  for (const one of found) {
    const output = REFERENCE[one.kind];
    const arn = output && one.outputs[output];
    if (arn) references.set(String(arn), new Code(`${names.get(one)!.variable}.${output}`));
  }
  return references;
}

function declaration(one: Found, { variable, resource }: Names, at: Expressing): string {
  const isUsed = REFERENCE[one.kind] !== undefined;
  const start = `${isUsed ? `const ${variable} = ` : ""}new apprunner.${className(one.kind)}(${JSON.stringify(resource)}, `;
  return `${start}${literal(express(one, variable, at), 0, start.length)});\n`;
}

function className(kind: ImportedKind): string {
  return kind[0]!.toUpperCase() + kind.slice(1);
}
