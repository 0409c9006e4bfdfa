import { nearest } from "../../provider/core/nearest";
import type { Problem } from "../../provider/core/resource";

/** What `${...}` in a string may stand for. */
export interface Variables {
  /** `${env:NAME}`, and `${secret:NAME}` for a value that state, previews and messages must not show. */
  environment: Readonly<Record<string, string | undefined>>;
  /** `${environment}`: the name of the environment that is deployed. */
  name?: string;
}

/** A value with every `${...}` replaced. */
export interface Substituted {
  value: unknown;
  /** Paths of values that a secret is in. */
  secrets: string[];
  /** Paths of values that were nothing but one `${...}`: their text may stand for a number. */
  whole: string[];
}

const REFERENCE = /\$(\$)?\{([^}]*)\}/g;
const KINDS = ["env:NAME", "secret:NAME", "environment"];

/**
 * Replaces `${env:NAME}`, `${env:NAME:-default}`, `${secret:NAME}` and `${environment}` in every string of a value; `$${` stands for
 * `${`. Keys stay as they are.
 */
export function substitute(value: unknown, variables: Variables, problems: Problem[]): Substituted {
  const result: Substituted = { value: undefined, secrets: [], whole: [] };
  result.value = walk(value, "", (text, path) => replace(text, path, variables, problems, result));
  return result;
}

function walk(value: unknown, path: string, onText: (text: string, path: string) => string): unknown {
  if (typeof value === "string") return value.includes("${") ? onText(value, path) : value;
  if (Array.isArray(value)) return value.map((inner, index) => walk(inner, join(path, String(index)), onText));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, join(path, key), onText)]));
}

function replace(text: string, path: string, variables: Variables, problems: Problem[], result: Substituted): string {
  if (new RegExp(`^${REFERENCE.source}$`).test(text)) result.whole.push(path);
  return text.replace(REFERENCE, (all, escaped: string | undefined, reference: string) => {
    if (escaped) return all.slice(1);
    const found = resolve(reference, variables);
    if ("problem" in found) {
      problems.push({ path, message: found.problem });
      return all;
    }
    if (found.secret) result.secrets.push(path);
    return found.text;
  });
}

function resolve(reference: string, variables: Variables): { text: string; secret: boolean } | { problem: string } {
  const [, kind, name, fallback] = /^(\w*):?([^:]*)(?::-(.*))?$/s.exec(reference) ?? [];
  if (kind === "environment" && !name) {
    if (variables.name !== undefined) return { text: variables.name, secret: false };
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the file says
    return { problem: "${environment} needs an environment: give --environment NAME" };
  }
  if (kind !== "env" && kind !== "secret") {
    const right = nearest(reference, ["environment", ...(name ? [`env:${name}`, `secret:${name}`] : [])]);
    return {
      problem: `\${${reference}} is unknown${right ? `; did you mean \${${right}}?` : ""} (there are ${KINDS.map((one) => `\${${one}}`).join(", ")}; write $\${ for the characters themselves)`,
    };
  }
  if (!/^[A-Za-z_]\w*$/.test(name ?? ""))
    return { problem: `\${${reference}} names no variable: write \${${kind}:NAME}` };
  const text = variables.environment[name!] ?? (kind === "env" ? fallback : undefined);
  if (text === undefined) {
    const right = nearest(name!, Object.keys(variables.environment));
    const fix = kind === "env" ? `set it, or give a default: \${env:${name}:-default}` : "set it";
    return { problem: `the environment variable ${name} is not set${right ? `; did you mean ${right}?` : ""}: ${fix}` };
  }
  return { text, secret: kind === "secret" };
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}
