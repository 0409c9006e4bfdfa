import type { z } from "zod";
import { explain } from "./explain";
import type { Definition, Problem, Properties, Target } from "./resource";
import { UNKNOWN } from "./unknown";

/**
 * Everything that is wrong with the inputs of a resource, each with the path of its property; empty when nothing is. Values that are
 * not known yet are passed over, at any depth. Values that may be secrets are never quoted. Keys that start with `__` are the
 * adapters' own.
 */
export function checkInputs(definition: Definition, inputs: Properties, target: Target): Problem[] {
  const own = withoutInternal(inputs);
  const wrong = checkShape(definition.inputs, own, target, outputHint(definition));
  const combined = definition.rules(doubted(own, wrong) as Properties, target);
  return [...wrong, ...combined.filter((problem) => !wrong.some((other) => related(problem.path, other.path)))];
}

/** Inputs without the adapters' own keys and without nulls, which mean "left out". */
export function withoutInternal(inputs: Properties): Properties {
  const own = Object.entries(inputs).filter(
    ([key, value]) => !key.startsWith("__") && value !== null && value !== undefined,
  );
  return Object.fromEntries(own.map(([key, value]) => [key, withoutNulls(value)]));
}

/** What is wrong with `value` by its types and constraints alone. `hint` may say more of an unknown key at the top. */
export function checkShape(
  schema: z.ZodType,
  value: unknown,
  target: Target,
  hint: (key: string) => string | undefined = () => undefined,
): Problem[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  const problems = new Map<string, Problem>();
  for (const issue of parsed.error.issues) {
    for (const problem of explain(schema, value, issue, target, hint)) {
      if (!problems.has(problem.path)) problems.set(problem.path, problem);
    }
  }
  return [...problems.values()];
}

function outputHint(definition: Definition): (key: string) => string | undefined {
  const outputs = new Set(Object.keys(definition.outputs.shape));
  return (key) => (outputs.has(key) ? "is an output: App Runner sets it, a program cannot" : undefined);
}

/** A value that is wrong in itself is as good as not known: rules expect right types, and say nothing more of what is wrong anyway. */
function doubted(value: unknown, wrong: readonly Problem[], at = ""): unknown {
  if (wrong.some(({ path }) => path === at && at !== "")) return UNKNOWN;
  if (Array.isArray(value)) return value.map((item, index) => doubted(item, wrong, join(at, String(index))));
  if (typeof value !== "object" || value === null) return value;
  const given = Object.entries(value).map(([key, inner]) => [key, doubted(inner, wrong, join(at, key))]);
  const missing = wrong.flatMap(({ path }) => {
    const name = path.startsWith(join(at, "")) ? path.slice(join(at, "").length) : "";
    return name === "" || name.includes(".") || name in value ? [] : [[name, UNKNOWN]];
  });
  return Object.fromEntries([...given, ...missing]);
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}

function related(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)]));
}
