import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { defaultOf, type Effect, factsOf, membersOf, type PropertyFacts } from "./property";
import type { Change, Properties } from "./resource";
import { holdsUnknown, isUnknown } from "./unknown";

/**
 * What has to change to make `olds` into `news`, both in the words of a program. Different ways of saying one thing are no change:
 * "1 vCPU" and "1024", a default given and left out, another order of a map. `effect` and `why` come from the definitions.
 */
export function compare(schema: z.ZodObject, olds: Properties, news: Properties): Change[] {
  const changes: Change[] = [];
  const at: Place = { olds, news, effect: "update", changes };
  for (const [name, member] of membersOf(schema)!) compareProperty(at, name, member, olds[name], news[name]);
  return changes;
}

/** Whether two values of a property mean the same, a value left out meaning its default. */
export function sameValue(schema: z.ZodType, one: unknown, other: unknown, inputs: unknown): boolean {
  const changes: Change[] = [];
  const at: Place = { olds: inputs as Properties, news: inputs as Properties, effect: "update", changes };
  compareProperty(at, "value", schema, one, other);
  return changes.length === 0;
}

interface Place {
  olds: Properties;
  news: Properties;
  effect: Effect;
  why?: string;
  refused?: string;
  changes: Change[];
}

function compareProperty(place: Place, path: string, schema: z.ZodType, old: unknown, wanted: unknown): void {
  const facts = factsOf(schema);
  const at: Place = { ...place, effect: facts.change ?? place.effect, why: facts.why ?? place.why };
  const members = membersOf(schema);
  if (isUnknown(wanted) || isUnknown(old)) {
    add(at, path, old, wanted, false);
  } else if (facts.cannotSwitch && isThere(old) !== isThere(wanted)) {
    add({ ...at, effect: "replace", why: facts.cannotSwitch }, path, old, wanted, true);
  } else if (members) {
    for (const [name, member] of members) {
      compareProperty(at, `${path}.${name}`, member, inside(old, name), inside(wanted, name));
    }
  } else if (isMap(old) || isMap(wanted)) {
    compareMaps(at, path, asMap(old), asMap(wanted));
  } else {
    const was = old ?? defaultOf(schema, at.olds);
    const willBe = wanted ?? defaultOf(schema, at.news);
    if (!sameLeaf(facts, was, willBe)) {
      const refused = isThere(willBe) ? undefined : facts.stuck;
      add({ ...at, refused }, path, was, willBe, !holdsUnknown(was) && !holdsUnknown(willBe));
    }
  }
}

function compareMaps(at: Place, path: string, old: Properties, wanted: Properties): void {
  for (const key of new Set([...Object.keys(old), ...Object.keys(wanted)])) {
    const unknown = isUnknown(wanted[key]) || isUnknown(old[key]);
    if (unknown || !isDeepStrictEqual(old[key], wanted[key]))
      add(at, `${path}.${key}`, old[key], wanted[key], !unknown);
  }
}

function sameLeaf(facts: PropertyFacts, one: unknown, other: unknown): boolean {
  if (isDeepStrictEqual(one, other)) return true;
  if (one === undefined || other === undefined) return facts.freeWhenLeftOut ?? false;
  return facts.same?.(one, other) ?? false;
}

function add(at: Place, path: string, old: unknown, wanted: unknown, certain: boolean): void {
  const kind = !isThere(old) ? "add" : !isThere(wanted) ? "delete" : "update";
  at.changes.push({
    path,
    kind,
    effect: at.effect,
    ...(at.effect === "replace" && at.why ? { why: at.why } : {}),
    ...(at.refused ? { refused: at.refused } : {}),
    certain,
  });
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asMap(value: unknown): Properties {
  return isMap(value) ? (value as Properties) : {};
}

function inside(value: unknown, name: string): unknown {
  return isMap(value) ? (value as Properties)[name] : undefined;
}
