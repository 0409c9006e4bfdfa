import facts from "./apprunner.json";
import type { ErrorName } from "./errors";

/** One of the 37 operations of the App Runner API. */
export type OperationName = keyof typeof facts.operations;

/** One operation: the names of its input and output shapes and the errors it may answer. */
export interface OperationFact {
  input: string;
  output: string;
  errors: readonly ErrorName[];
}

/**
 * One shape of the API with its constraints: `min` and `max` are a length for strings, lists and maps (in characters or members) and
 * a value for integers; `pattern` must match the whole string. `sensitive` values must never be echoed or logged.
 */
export interface Shape {
  type: "structure" | "string" | "integer" | "boolean" | "timestamp" | "list" | "map";
  /** structure: member name to shape name, in the API's order. */
  members?: Readonly<Record<string, string>>;
  /** structure: names of the members that must be given. */
  required?: readonly string[];
  /** list: shape name of a member. */
  member?: string;
  /** map: shape names of a key and a value. */
  key?: string;
  value?: string;
  min?: number;
  max?: number;
  pattern?: string;
  enum?: readonly string[];
  sensitive?: boolean;
  exception?: boolean;
  fault?: boolean;
}

/** Every operation of the API. Source: api/apprunner.json, derived from the service's public model. */
export const operationNames = Object.keys(facts.operations) as OperationName[];

/** The namespace of the API's shapes, as it stands before `#` in `__type`. */
export const APPRUNNER_NAMESPACE = "com.amazonaws.apprunner";

/** The facts of an operation. */
export function operationFact(name: OperationName): OperationFact {
  return facts.operations[name] as OperationFact;
}

/** True for the name of an operation of the API. */
export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(facts.operations, name);
}

/** A shape by its name; an unknown name is a mistake in the facts file and throws. */
export function shape(name: string): Shape {
  const found = (facts.shapes as Record<string, unknown>)[name];
  if (!found) throw new Error(`api/apprunner.json has no shape ${name}`);
  return found as Shape;
}

/** The values of an enum shape. */
export function enumValues(name: string): readonly string[] {
  const values = shape(name).enum;
  if (!values) throw new Error(`the shape ${name} of api/apprunner.json is no enum`);
  return values;
}
