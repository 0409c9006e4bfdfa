import type { Definition } from "../../provider/core/resource";
import { RESOURCES } from "../../provider/resources";

const DEFINITIONS = new Map<string, Definition>(
  Object.values(RESOURCES).map(({ definition }) => [definition.kind, definition]),
);

/** The kind of this provider that a Pulumi type or URN type stands for (either adapter), or undefined for another provider's. */
export function definitionOf(type: string): Definition | undefined {
  const kind = /^(?:pulumi-nodejs:dynamic\/apprunner|apprunner:index):(\w+)$/.exec(type)?.[1];
  return kind === undefined ? undefined : DEFINITIONS.get(kind);
}

/** The last word of a type: `Service`, `Bucket`. */
export function shortType(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

/** Type and name out of `urn:pulumi:<stack>::<project>::<parent type$type>::<name>`. */
export function partsOfUrn(urn: string): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}
