import type { Lookup } from "../../provider/core/lookup";
import { factsOf, isOptional, membersOf } from "../../provider/core/property";
import { importsOf } from "./classFile";
import { docLines, memberLines } from "./typesFile";

/** Text of sdk/generated/<lookup>.ts: the function as a promise and as an output, with its args and its result. */
export function lookupFile({ name, inputs, outputs, oneOf }: Lookup): string {
  const kind = name[0]!.toUpperCase() + name.slice(1);
  const empty = membersOf(inputs)!.every(([, member]) => isOptional(member)) && !oneOf ? " = {}" : "";
  const doc = factsOf(inputs).doc;
  return `import * as pulumi from "@pulumi/pulumi";
import { lookUp, type Plain } from "../lookUp";
${importsOf([[outputs, "output"]])}
${docLines(`What ${name} is asked.${oneOf ? ` Exactly one of ${oneOf.join(" and ")}.` : ""}`, "")}export interface ${kind}Args {
${memberLines(inputs, "input")}}

${docLines(`What ${name} answers.`, "")}export interface ${kind}Result {
${memberLines(outputs, "output")}}

${docLines(doc, "")}export function ${name}(args: Plain<${kind}Args>${empty}): Promise<${kind}Result> {
  return lookUp("${name}", args);
}

${docLines(`\`${name}\` for values that other resources give: asked once they are known.`, "")}export function ${name}Output(args: ${kind}Args${empty}): pulumi.Output<${kind}Result> {
  return pulumi.output(args).apply((known) => ${name}(known as Plain<${kind}Args>));
}
`;
}
