import { mayBeSecret } from "../../provider/core/mayBeSecret";
import { bare, membersOf } from "../../provider/core/property";
import type { Properties } from "../../provider/core/resource";
import { RESOURCES } from "../../provider/resources";
import { type Found, type Remark, WORDS } from "./inventory";
import { Code } from "./literal";

type Schema = ReturnType<typeof bare>;

/** A value that may be a secret: the program asks the stack's configuration for it. The value is nowhere but in memory. */
export interface NeededSecret {
  /** Key of the configuration, in the project's own namespace: `web.TOKEN`. */
  key: string;
  /** Whose, and which property or variable. */
  of: string;
  value: string;
}

export interface Expressing {
  /** What the program calls things, by their ARNs. */
  references: ReadonlyMap<string, Code>;
  /** Names of environment variables and properties whose values are no secrets: the user says so. */
  inClear: ReadonlySet<string>;
  secrets: NeededSecret[];
  /** What things use and the program does not have: an older revision, something of another tool. */
  strangers: Remark[];
}

/** ARN of something of App Runner's that is not AWS's own. */
const APP_RUNNER_ARN = /^arn:[\w-]+:apprunner:(?!.*\/DefaultConfiguration\/)/;

/** The inputs as the program says them: references for ARNs of what is in it too, the configuration for what may be a secret. */
export function express(one: Found, variable: string, at: Expressing): unknown {
  const secret = (name: string, value: string): Code => {
    const plain = `${variable}.${name.replace(/[^A-Za-z0-9_.-]+/g, "-")}`;
    let key = plain;
    for (let number = 2; at.secrets.some((other) => other.key === key); number++) key = `${plain}-${number}`;
    at.secrets.push({ key, of: `${one.name}: ${name}`, value });
    return new Code(`config.requireSecret(${JSON.stringify(key)})`);
  };
  const text = (schema: Schema, name: string, value: unknown): unknown => {
    if (typeof value !== "string") return value;
    if (mayBeSecret(schema, value) && !at.inClear.has(name)) return secret(name, value);
    const reference = at.references.get(value);
    if (!reference && APP_RUNNER_ARN.test(value)) {
      const why = `uses ${value}, which the program does not have: the ARN stands there as it is`;
      at.strangers.push({ what: `${WORDS[one.kind]} ${one.name}`, why });
    }
    return reference ?? value;
  };
  const visit = (schema: Schema, name: string, value: unknown): unknown => {
    const members = membersOf(schema);
    if (members) {
      const given = value as Properties;
      const there = members.filter(([member]) => given[member] !== undefined);
      return Object.fromEntries(there.map(([member, inner]) => [member, visit(bare(inner), member, given[member])]));
    }
    if (Array.isArray(value)) return value.map((item) => at.references.get(item) ?? item);
    if (typeof value !== "object" || value === null) return text(schema, name, value);
    // Own properties, whatever they are named: a variable may be called __proto__.
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries.map(([key, item]) => [key, text(schema, key, item)]));
  };
  return visit(RESOURCES[one.kind].definition.inputs, "", one.inputs);
}
