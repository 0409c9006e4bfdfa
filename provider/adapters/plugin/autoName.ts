import { shape as shapeOf } from "../../../api/shapes";
import { patternOf } from "../../core/constraint";
import { AUTO_NAME, nameFor } from "../../core/name";
import { factsOf } from "../../core/property";
import type { Definition, Problem, Properties } from "../../core/resource";

/** What the engine says of names: the stack's `pulumi:autonaming`, and bytes that are the same each time it asks for this resource. */
export interface Naming {
  /** The resource's name in the program. */
  name: string;
  proposed?: string;
  mode?: "propose" | "enforce" | "disable";
  seed: Uint8Array;
}

/**
 * Gives the thing a name when the program gives none: the one that it has, else the proposed one, else one made up from the resource's
 * name. `__autoName` marks it as made up, so that a replacement gets another one and need not wait for the old one to be gone. A
 * thing that the dynamic provider made has the mark but no name in its inputs; what is live has it, and keeps it.
 */
export function withName(definition: Definition, olds: Properties, news: Properties, naming: Naming): Properties {
  const property = definition.nameProperty;
  if (!property || (news[property] ?? undefined) !== undefined) return without(news, AUTO_NAME);
  const marked = { ...news, [AUTO_NAME]: olds[AUTO_NAME] ?? naming.name };
  if ((olds[property] ?? undefined) !== undefined) return { ...marked, [property]: olds[property] };
  if (olds[AUTO_NAME] !== undefined) return without(marked, property);
  const name = newName(definition, property, naming);
  return name === undefined ? without(news, AUTO_NAME) : { ...marked, [property]: name };
}

/** What is wrong when names may not be made up. */
export function namingProblems(definition: Definition, inputs: Properties, naming: Naming): Problem[] {
  const property = definition.nameProperty;
  if (naming.mode !== "disable" || !property || AUTO_NAME in inputs || (inputs[property] ?? undefined) !== undefined)
    return [];
  return [{ path: property, message: "is required: pulumi:autonaming is disabled for this resource" }];
}

function newName(definition: Definition, property: string, naming: Naming): string | undefined {
  const { name, proposed, mode, seed } = naming;
  if (mode === "disable") return undefined;
  const shape = factsOf(definition.inputs.shape[property]!).shape!;
  if (mode === "enforce" && proposed) return proposed;
  if (proposed && patternOf(shapeOf(shape))!.test(proposed)) return proposed;
  const hex = Buffer.from(seed).toString("hex").slice(0, 7);
  return nameFor({ [AUTO_NAME]: proposed || name }, property, shape, hex.length === 7 ? () => hex : undefined);
}

function without(properties: Properties, key: string): Properties {
  const { [key]: _, ...rest } = properties;
  return rest;
}
