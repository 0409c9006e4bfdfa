import type { Shape } from "../../api/shapes";
import { type Acceptance, shapeInForce } from "./localExtension";
import { MAX_VIOLATIONS, type Violation, words } from "./violation";

/** Adds what a value of a shape violates to `violations`. */
export type ConstraintCheck = (value: unknown, path: string, violations: Violation[]) => void;

/**
 * Compiles the constraints of a shape and all that is in it. The order of violations is that of AWS as far as it is known: members last
 * to first (App Runner's own recorded answer names memory before cpu), and of one value its pattern before its lengths.
 */
export function compileConstraints(shapeName: string, acceptance: Acceptance): ConstraintCheck {
  const shape = shapeInForce(shapeName, acceptance);
  switch (shape.type) {
    case "structure":
      return compileStructure(shape, acceptance);
    case "list":
      return compileList(shape, acceptance);
    case "map":
      return compileMap(shape);
    case "string":
      return compileString(shape);
    case "integer":
      return compileInteger(shape);
    default:
      return () => {};
  }
}

function compileStructure(shape: Shape, acceptance: Acceptance): ConstraintCheck {
  const members = Object.entries(shape.members ?? {})
    .reverse()
    .map(([name, shapeName]) => ({
      name,
      pathName: name.charAt(0).toLowerCase() + name.slice(1),
      required: shape.required?.includes(name) ?? false,
      check: compileConstraints(shapeName, acceptance),
    }));
  return (value, path, violations) => {
    const record = value as Record<string, unknown>;
    for (const { name, pathName, required, check } of members) {
      const member = record[name];
      const memberPath = path === "" ? pathName : `${path}.${pathName}`;
      if (member !== undefined) check(member, memberPath, violations);
      else if (required)
        report(violations, { path: memberPath, value: null, sensitive: false, constraint: words.notNull });
    }
  };
}

function compileList(shape: Shape, acceptance: Acceptance): ConstraintCheck {
  const checkMember = compileConstraints(shape.member!, acceptance);
  return (value, path, violations) => {
    const list = value as unknown[];
    reportLength(shape, list.length, { path, value: list, sensitive: true }, violations);
    for (let i = 0; i < list.length && violations.length < MAX_VIOLATIONS; i++) {
      checkMember(list[i], `${path}.${i + 1}.member`, violations);
    }
  };
}

/** AWS speaks of a map's keys and values as a whole; which one it was stays unsaid, as names of variables are sensitive too. */
function compileMap(shape: Shape): ConstraintCheck {
  const key = shapeInForce(shape.key!, { strict: true });
  const value = shapeInForce(shape.value!, { strict: true });
  const checkKey = compileString(key);
  const checkValue = compileString(value);
  return (map, path, violations) => {
    const entries = Object.entries(map as Record<string, unknown>);
    reportLength(shape, entries.length, { path, value: map, sensitive: true }, violations);
    const about = { path, value: undefined, sensitive: true };
    if (entries.some(([name]) => isViolated(checkKey, name))) {
      report(violations, { ...about, constraint: words.mapKeys(key) });
    }
    if (entries.some(([, member]) => isViolated(checkValue, member))) {
      report(violations, { ...about, constraint: words.mapValues(value) });
    }
  };
}

function compileString(shape: Shape): ConstraintCheck {
  const { pattern, enum: values } = shape;
  const sensitive = shape.sensitive ?? false;
  const expression = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`);
  return (value, path, violations) => {
    const text = value as string;
    const about = { path, value, sensitive };
    if (values && !values.includes(text)) report(violations, { ...about, constraint: words.enum(values) });
    const length = lengthOf(text, shape.max);
    // A text that is too long is not matched: patterns are linear or nearly so, but only a bounded text makes that a bound.
    const matchable = shape.max === undefined || length <= shape.max;
    if (expression && matchable && !expression.test(text)) {
      report(violations, { ...about, constraint: words.pattern(pattern!) });
    }
    reportLength(shape, length, about, violations);
  };
}

function compileInteger({ min, max }: Shape): ConstraintCheck {
  return (value, path, violations) => {
    const about = { path, value, sensitive: false };
    if (max !== undefined && (value as number) > max) report(violations, { ...about, constraint: words.maxValue(max) });
    if (min !== undefined && (value as number) < min) report(violations, { ...about, constraint: words.minValue(min) });
  };
}

function isViolated(check: ConstraintCheck, value: unknown): boolean {
  const violations: Violation[] = [];
  check(value, "", violations);
  return violations.length > 0;
}

/** Length in characters, not UTF-16 units; the difference only matters, and is only counted, near the limit. */
function lengthOf(text: string, max: number | undefined): number {
  if (max !== undefined && text.length > 2 * max) return text.length;
  let pairs = 0;
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) pairs++;
  }
  return text.length - pairs;
}

function reportLength(
  shape: Shape,
  length: number,
  about: Omit<Violation, "constraint">,
  violations: Violation[],
): void {
  const { min, max } = shape;
  if (max !== undefined && length > max) report(violations, { ...about, constraint: words.maxLength(max) });
  if (min !== undefined && length < min) report(violations, { ...about, constraint: words.minLength(min) });
}

function report(violations: Violation[], violation: Violation): void {
  if (violations.length < MAX_VIOLATIONS) violations.push(violation);
}
