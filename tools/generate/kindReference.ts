import { z } from "zod";
import { ERRORS, type ErrorName } from "../../api/errors";
import { operationFact, shape as shapeOf } from "../../api/shapes";
import type { Foresee } from "../../provider/core/account";
import { allowed } from "../../provider/core/constraint";
import type { Lookup } from "../../provider/core/lookup";
import { bare, defaultOf, type Effect, factsOf, isOptional, membersOf } from "../../provider/core/property";
import type { Definition, Resource } from "../../provider/core/resource";
import { typeToken } from "../../provider/core/schema";
import type { Manual } from "./manual";

const HEADER = "<!-- Generated from provider/resources and provider/lookups by `npm run generate`. Do not edit. -->";

/**
 * Text of docs/reference/<kind>.md: what a program says, what a change does, what there is afterwards, what can fail. `program` is one
 * that makes the thing.
 */
export function kindReference({ definition, foresee }: Resource, manual: Manual, program: string): string {
  const { kind, inputs, outputs } = definition;
  return page([
    HEADER,
    `# ${kind}`,
    factsOf(inputs).doc,
    `\`\`\`typescript\n${program.trimEnd()}\n\`\`\``,
    "## Properties",
    table(["property", "type", "left out", "what it is"], rowsOf(inputs, definition.nameProperty)),
    "## What a change does",
    hasObjects(inputs) ? "What stands in an object does what the object does, unless it has a line of its own." : "",
    table(["property", "a change", "why, and what it costs"], changesOf(definition)),
    replacements(definition),
    "## Outputs",
    "Besides the properties. A preview of an update knows what the update keeps, so that what depends on it does not seem to change; of a new thing nothing is known before it is there.",
    table(["output", "type", "an update", "what it is"], answersOf(outputs)),
    "## Id and import",
    `The id is ${definition.id}. With the plugin:`,
    table(
      ["import by", "command"],
      manual.ids.map(([form, example]) => [
        form,
        code(`pulumi import ${typeToken("apprunner", kind)} mine ${example}`),
      ]),
    ),
    "## Errors",
    ...errorsOf(definition, manual),
    "## Permissions",
    ...permissionsOf(definition, manual),
    ...(foresee ? foreseenOf(foresee) : []),
  ]);
}

/** Text of docs/reference/functions.md: the questions that a program can ask. */
export function lookupReference(lookups: readonly Lookup[]): string {
  return page([
    HEADER,
    "# Functions",
    "What a program can ask. Each is there twice: `getService(args)` answers a promise; `getServiceOutput(args)` takes what other resources give, is asked once that is known, and answers an output. They read and change nothing, follow all pages, and fail when there is no such thing or no answer within 30 seconds.",
    ...lookups.flatMap(({ name, inputs, outputs, oneOf }) => [
      `## ${name}`,
      factsOf(inputs).doc + (oneOf ? ` Give exactly one of ${oneOf.map(code).join(" and ")}.` : ""),
      table(["argument", "type", "left out", "what it is"], rowsOf(inputs)),
      table(["answer", "type", "what it is"], valuesOf(outputs)),
    ]),
  ]);
}

function foreseenOf({ looks }: Foresee): string[] {
  return [
    "## What a preview looks at",
    "Before anything is touched ([what a preview checks](../guides/previewChecks.md)). Where a permission is missing, that look is left out.",
    table(
      ["it finds", "with the permissions"],
      looks.map(({ finds, asks }) => [finds, asks.map(code).join(", ")]),
    ),
  ];
}

function page(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function hasObjects(schema: z.ZodType): boolean {
  return membersOf(schema)!.some(([, member]) => membersOf(member) !== undefined);
}

function rowsOf(schema: z.ZodType, nameProperty?: string): string[][] {
  return walk(schema).map(({ path, member, optional }) => {
    const value = defaultOf(member, {});
    const isPlain = value !== undefined && typeof value !== "object" && typeof factsOf(member).default !== "function";
    const left = path === nameProperty ? "made up" : !optional ? "required" : isPlain ? code(String(value)) : "";
    return [code(path), typeOf(member), left, factsOf(member).doc];
  });
}

function valuesOf(schema: z.ZodType): string[][] {
  return walk(schema).map(({ path, member }) => [code(path), typeOf(member), factsOf(member).doc]);
}

function answersOf(schema: z.ZodType): string[][] {
  return walk(schema).map(({ path, member, parent }) => {
    const { stays } = factsOf(member);
    const keeps =
      typeof stays === "function" ? "keeps it, unless what it says changes" : stays ? "keeps it" : "may change it";
    return [code(path), typeOf(member), parent ? "" : keeps, factsOf(member).doc];
  });
}

function changesOf({ inputs, deploys }: Definition): string[][] {
  return walk(inputs)
    .filter(({ member, parent }) => parent === undefined || factsOf(member).change || factsOf(member).cannotSwitch)
    .map(({ path, member, effect }) => {
      const { why, cannotSwitch } = factsOf(member);
      if (cannotSwitch) return [code(path), "update; replace when it comes or goes", cannotSwitch];
      const cost = deploys?.([path], {}) ? "deploys: new instances take over once they are healthy" : "";
      return [code(path), effect, why ?? cost];
    });
}

function replacements({ identity }: Definition): string {
  if (identity.length === 0) return "A replacement makes the new one before it deletes the old one.";
  const names = identity.map(code).join(" and ");
  return `A replacement makes the new one before it deletes the old one, unless the program gives ${names} and keeps it: then the old one goes first.`;
}

function errorsOf({ writes }: Definition, { failures }: Manual): string[] {
  const names = [...new Set(writes.flatMap((operation) => operationFact(operation).errors))] as ErrorName[];
  const answers = names.map((name) => {
    const from = writes.filter((operation) => operationFact(operation).errors.includes(name));
    return [code(name), ERRORS[name].meaning, from.join(", ")];
  });
  return [
    "Before anything is touched, each property that is not allowed is named with its path, its value (never one that may be secret) and what is allowed. After that:",
    table(
      ["a message with", "what to do"],
      failures.map(([message, todo]) => [code(message), todo]),
    ),
    ...(answers.length > 0
      ? [
          "And what App Runner itself may answer; throttling and its own defects are tried again:",
          table(["error", "meaning", "from"], answers),
        ]
      : []),
  ];
}

function permissionsOf({ writes }: Definition, { permissions = [] }: Manual): string[] {
  const own = writes.map((operation) => code(`apprunner:${operation}`));
  const reads = [code("apprunner:Describe*"), code("apprunner:List*")];
  const needs =
    own.length > 0 ? [...own, ...reads].join(", ") : `${reads.join(" and ")} alone: it changes nothing in App Runner`;
  return [
    `It needs ${needs}.`,
    permissions.length === 0
      ? ""
      : table(
          ["also", "when"],
          permissions.map(([permission, when]) => [permission.split(", ").map(code).join(", "), when]),
        ),
  ];
}

interface Place {
  path: string;
  member: z.ZodType;
  optional: boolean;
  effect: Effect;
  parent?: z.ZodType;
}

/** Every property with its path; a block before what is in it. */
function walk(schema: z.ZodType, at?: { path: string; effect: Effect; parent: z.ZodType }): Place[] {
  return membersOf(schema)!.flatMap(([name, member]) => {
    const path = at ? `${at.path}.${name}` : name;
    const effect = factsOf(member).change ?? at?.effect ?? "update";
    const place = { path, member, optional: isOptional(member), effect, parent: at?.parent };
    const inner = itemOf(member);
    const list = bare(member) instanceof z.ZodArray ? "[]" : "";
    return membersOf(inner) ? [place, ...walk(inner, { path: path + list, effect, parent: member })] : [place];
  });
}

function itemOf(schema: z.ZodType): z.ZodType {
  const inner = bare(schema);
  return inner instanceof z.ZodArray ? (inner.element as z.ZodType) : inner;
}

function typeOf(schema: z.ZodType): string {
  const inner = bare(schema);
  const { shape } = factsOf(schema);
  if (inner instanceof z.ZodArray) return `list of ${membersOf(inner.element as z.ZodType) ? "objects" : "strings"}`;
  if (inner instanceof z.ZodRecord) return "map of strings";
  if (inner instanceof z.ZodObject) return "object";
  if (inner instanceof z.ZodEnum) return inner.options.map((value) => code(String(value))).join(", ");
  // The shape of what has no limits of its own has one that no program meets.
  const limits = shape && shape !== "String" ? allowed(shapeOf(shape)).replace(/pattern (.+)$/s, "pattern `$1`") : "";
  const type =
    inner instanceof z.ZodNumber ? "whole number" : inner instanceof z.ZodBoolean ? "true or false" : "string";
  return limits && limits.length < 80 ? `${type}: ${limits}` : type;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** Patterns have bars, and a bar ends a cell even in code. */
function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|");
}

function code(text: string): string {
  return `\`${text}\``;
}
