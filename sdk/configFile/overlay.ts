import { nearest } from "../../provider/core/nearest";
import type { Problem, Properties } from "../../provider/core/resource";
import { ENVIRONMENTS } from "./settings";

/** A file's value as it is for one environment. */
export interface Overlaid {
  value: Properties;
  /** Where a path of the value stands in the file: in the environment's part, when that says it. */
  origin(path: string): string;
}

/**
 * Lays the part `environments.<name>` over the rest: maps are merged, anything else takes the place of what was there, and null takes
 * it away. A name with `*` is a pattern (`pr-*`); the exact name wins, then the longest pattern.
 */
export function forEnvironment(value: Properties, environment: string | undefined, problems: Problem[]): Overlaid {
  const { [ENVIRONMENTS]: all, ...base } = value;
  if (all !== undefined && all !== null && !isMap(all)) {
    problems.push({
      path: ENVIRONMENTS,
      message: "must be a map of environments to what they have otherwise than the rest of the file",
    });
  }
  const environments = isMap(all) ? all : {};
  for (const [name, part] of Object.entries(environments)) {
    if (!isMap(part) && part !== null)
      problems.push({ path: `${ENVIRONMENTS}.${name}`, message: "must be a map with the same sections as the file" });
    else if (isMap(part) && ENVIRONMENTS in part)
      problems.push({
        path: `${ENVIRONMENTS}.${name}.${ENVIRONMENTS}`,
        message: "an environment has no environments: remove it",
      });
  }
  const chosen = environment === undefined ? undefined : choose(environment, Object.keys(environments), problems);
  const part = chosen === undefined ? undefined : environments[chosen];
  const overlaid = new Set<string>();
  const merged = isMap(part) ? merge(base, part, "", overlaid) : base;
  return {
    value: merged,
    origin: (path) => {
      const steps = path.split(".");
      for (let length = steps.length; length > 0; length--) {
        if (overlaid.has(steps.slice(0, length).join("."))) return `${ENVIRONMENTS}.${chosen}.${path}`;
      }
      return path;
    },
  };
}

function choose(environment: string, names: string[], problems: Problem[]): string | undefined {
  if (names.includes(environment)) return environment;
  const patterns = names.filter((name) => name.includes("*") && matches(name, environment));
  const [longest] = patterns.sort((one, other) => other.length - one.length);
  if (longest !== undefined || names.length === 0) return longest;
  const right = nearest(
    environment,
    names.filter((name) => !name.includes("*")),
  );
  const advice = right ? `; did you mean ${right}?` : "";
  problems.push({
    path: ENVIRONMENTS,
    message: `there is no environment ${environment}${advice} (there are ${names.join(", ")}). Add it, or a pattern such as pr-*`,
  });
  return undefined;
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}

function merge(base: Properties, part: Properties, path: string, overlaid: Set<string>): Properties {
  const merged: Properties = { ...base };
  for (const [key, value] of Object.entries(part)) {
    const here = path ? `${path}.${key}` : key;
    const below = merged[key];
    if (isMap(value) && isMap(below)) {
      merged[key] = merge(below, value, here, overlaid);
      continue;
    }
    overlaid.add(here);
    if (value === null && key in base) delete merged[key];
    else merged[key] = value;
  }
  return merged;
}

function isMap(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
