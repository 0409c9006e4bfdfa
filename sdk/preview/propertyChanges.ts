import type { z } from "zod";
import { diffInputs } from "../../provider/core/diff";
import { bare, defaultOf, isSensitive, membersOf } from "../../provider/core/property";
import type { Change, Definition, Properties } from "../../provider/core/resource";
import { isUnknown } from "../../provider/core/unknown";
import type { DigestStep } from "./digest";
import { isMasked, unwrapMasked } from "./masked";
import type { PropertyChange } from "./report";

/** A change as the provider sees it, with what it costs when it replaces. */
export interface ExplainedChange extends PropertyChange {
  why?: string;
}

/**
 * What one step changes, property by property. For kinds of this provider the provider's own diff decides, so that "1 vCPU" and "1024"
 * are no change; Pulumi's diff adds what lies behind a masked value. For other providers Pulumi's diff is all there is.
 */
export function changesOf(step: DigestStep, definition: Definition | undefined): ExplainedChange[] {
  if (!step.oldState || !step.newState) return [];
  if (!definition) return pulumiChanges(step, undefined);
  const olds = inputsIn(definition, step.oldState.outputs ?? step.oldState.inputs);
  const news = inputsIn(definition, step.newState.inputs);
  const own = diffInputs(definition, olds, news).changes.map((change) => explained(definition, change, olds, news));
  const hidden = pulumiChanges(step, definition).filter(
    (change) => behindMask(change.path, olds, news) && !own.some((other) => related(other.path, change.path)),
  );
  return [...own, ...hidden.map(({ before: _, after: __, ...change }) => ({ ...change, secret: true }))];
}

/** The values of a new resource, each as an addition. */
export function givenProperties(definition: Definition | undefined, inputs: Properties | undefined): PropertyChange[] {
  const own = definition ? inputsIn(definition, inputs) : withoutInternal(inputs);
  return leaves(own).map(({ path, value }) => ({
    path,
    kind: "add" as const,
    effect: "update" as const,
    certain: !isUnknown(value),
    ...valuesOf(definition, path, undefined, value),
  }));
}

function explained(definition: Definition, change: Change, olds: Properties, news: Properties): ExplainedChange {
  const { path, kind, effect, certain, why } = change;
  const given = (side: Properties): unknown =>
    at(side, path) ?? (kind === "update" ? defaultAt(definition, path, side) : undefined);
  return { path, kind, effect, certain, why, ...valuesOf(definition, path, given(olds), given(news)) };
}

/** What App Runner takes when the property is left out: the value that a change goes from, or to. */
function defaultAt(definition: Definition, path: string, inputs: Properties): unknown {
  let here: z.ZodType = definition.inputs;
  for (const key of path.split(".")) {
    const member = (membersOf(here) ?? []).find(([name]) => name === key)?.[1];
    if (!member) return undefined;
    here = member;
  }
  return defaultOf(here, inputs);
}

function pulumiChanges(step: DigestStep, definition: Definition | undefined): ExplainedChange[] {
  const detailed = Object.entries(step.detailedDiff ?? {}).filter(([path]) => !path.startsWith("__"));
  const listed =
    detailed.length > 0 ? detailed : (step.diffReasons ?? []).map((key) => [key, { kind: "update" }] as const);
  return listed
    .filter(([path]) => !path.startsWith("__"))
    .map(([path, { kind }]) => ({
      path,
      kind: kind.startsWith("add") ? "add" : kind.startsWith("delete") ? "delete" : "update",
      effect: kind.endsWith("replace") ? "replace" : "update",
      certain: true,
      ...valuesOf(definition, path, at(step.oldState?.inputs, path), at(step.newState?.inputs, path)),
    }));
}

function valuesOf(
  definition: Definition | undefined,
  path: string,
  old: unknown,
  wanted: unknown,
): Pick<PropertyChange, "before" | "after" | "secret"> {
  const secret =
    isMasked(old) || isMasked(wanted) || (definition !== undefined && isSensitiveAt(definition.inputs, path));
  if (secret) return { secret };
  const before = written(old);
  const after = written(wanted);
  return { secret, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function written(value: unknown): string | undefined {
  return value === undefined || value === null || isUnknown(value) ? undefined : JSON.stringify(unwrapMasked(value));
}

/** True when the property, its map or a block around it may hold secrets. */
function isSensitiveAt(schema: z.ZodType, path: string): boolean {
  let here = bare(schema);
  for (const key of path.split(".")) {
    const member = (membersOf(here) ?? []).find(([name]) => name === key)?.[1];
    if (!member) return isSensitive(here);
    here = bare(member);
  }
  return !membersOf(here) && isSensitive(here);
}

function inputsIn(definition: Definition, properties: Properties | undefined): Properties {
  const names = Object.keys(definition.inputs.shape).filter((name) => isThere(properties?.[name]));
  return Object.fromEntries(names.map((name) => [name, unwrapMasked(properties![name])]));
}

function withoutInternal(properties: Properties | undefined): Properties {
  return Object.fromEntries(Object.entries(properties ?? {}).filter(([key]) => !key.startsWith("__")));
}

function leaves(value: unknown, path = ""): { path: string; value: unknown }[] {
  const isBlock = typeof value === "object" && value !== null && !Array.isArray(value) && !isMasked(value);
  if (!isBlock) return isThere(value) ? [{ path, value }] : [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}

function behindMask(path: string, olds: Properties, news: Properties): boolean {
  const top = path.split(/[.[]/)[0]!;
  return [olds, news].some((state) =>
    path
      .split(".")
      .some((_, index, keys) => isMasked(at(state, keys.slice(0, index + 1).join("."))) || isMasked(state[top])),
  );
}

function at(properties: Properties | undefined, path: string): unknown {
  let value: unknown = properties;
  for (const key of path.split(".")) value = (value as Properties | undefined | null)?.[key];
  return value;
}

function related(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}
