import { randomBytes } from "node:crypto";
import { shape as shapeOf } from "../../api/shapes";
import type { Properties } from "./resource";

/**
 * Input of the adapters' own: what a made-up name starts with, given exactly when the program leaves the name out. So its being there
 * also says that the name was made up.
 */
export const AUTO_NAME = "__autoName";

/** Characters that make a made-up name unique: a dash and seven hex digits. */
const SUFFIX_LENGTH = 8;

/**
 * The name that the program gives, or one made up from `__autoName` ("hello-1f0c3a7") that fits the API's shape. Made up at create
 * only, so that a preview promises no name that the update then does not take.
 */
export function nameFor(
  inputs: Properties,
  property: string,
  shape: string,
  suffix: () => string = sevenHexDigits,
): string {
  const given = inputs[property];
  if (typeof given === "string") return given;
  const base = String(inputs[AUTO_NAME] ?? "unnamed")
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, shapeOf(shape).max! - SUFFIX_LENGTH);
  return `${base || "x"}-${suffix()}`;
}

/** True when the name of a thing was made up. */
export function isMadeUp(outputs: Properties): boolean {
  return outputs[AUTO_NAME] !== undefined;
}

function sevenHexDigits(): string {
  return randomBytes(4).toString("hex").slice(0, 7);
}
