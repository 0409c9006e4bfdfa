import { type OperationName, operationFact, type Shape, shape } from "../../api/shapes";

/** One change to a valid input that breaks exactly one thing. */
export interface BrokenInput {
  /** `CreateService SourceConfiguration.ImageRepository.ImageIdentifier too long`. */
  name: string;
  operation: OperationName;
  input: unknown;
  /** Where AWS sees it: `sourceConfiguration.imageRepository.imageIdentifier`. */
  path: string;
  kind: "constraint" | "type";
  /** Part of the message that names the constraint. */
  expected: string;
  /** The broken value, where the message must not have it. */
  secret?: string;
}

type Place = {
  set(value: unknown): unknown;
  value: unknown;
  shapeName: string;
  path: string;
  required: boolean;
  inMap: boolean;
};

/** Every violation of every constraint and JSON type of an operation's input, each made from a valid input that has the member. */
export function* brokenInputs(operation: OperationName, valid: Record<string, unknown>): Generator<BrokenInput> {
  for (const place of places(operationFact(operation).input, valid, "", (value) => value, false)) {
    for (const { what, value, expected, kind } of breaks(place)) {
      const secret =
        shape(place.shapeName).sensitive && typeof value === "string" && value.length > 3 ? value : undefined;
      const path = place.inMap ? place.path.slice(0, place.path.lastIndexOf(".")) : place.path;
      yield {
        name: `${operation} ${place.path} ${what}`,
        operation,
        input: place.set(value),
        path,
        kind,
        expected,
        secret,
      };
    }
  }
}

/** The paths of all members of an input's shapes, and those that an input has. */
export function memberPaths(shapeName: string, path = ""): string[] {
  const { type, members = {}, member } = shape(shapeName);
  if (type === "structure") {
    return Object.entries(members).flatMap(([name, inner]) => [
      `${path}${name}`,
      ...memberPaths(inner, `${path}${name}.`),
    ]);
  }
  return type === "list" ? memberPaths(member!, `${path}0.`) : [];
}

export function hasPath(input: unknown, path: string): boolean {
  let value = input;
  for (const part of path.split(".")) {
    if (typeof value !== "object" || value === null || !(part in value)) return false;
    value = (value as Record<string, unknown>)[part];
  }
  return true;
}

function* places(
  shapeName: string,
  value: unknown,
  path: string,
  put: (value: unknown) => unknown,
  required: boolean,
  inMap = false,
): Generator<Place> {
  yield { set: put, value, shapeName, path, required, inMap };
  const { type, members = {}, member, value: mapValue, required: needed = [] } = shape(shapeName);
  if (type === "structure") {
    const record = value as Record<string, unknown>;
    for (const [name, inner] of Object.entries(members)) {
      if (!(name in record)) continue;
      const lower = name.charAt(0).toLowerCase() + name.slice(1);
      const at = path === "" ? lower : `${path}.${lower}`;
      yield* places(inner, record[name], at, (changed) => put({ ...record, [name]: changed }), needed.includes(name));
    }
  } else if (type === "list") {
    const list = value as unknown[];
    yield* places(member!, list[0], `${path}.1.member`, (changed) => put([changed, ...list.slice(1)]), false);
  } else if (type === "map") {
    const [name, inner] = Object.entries(value as Record<string, unknown>)[0]!;
    const set = (changed: unknown) => put({ ...(value as object), [name]: changed });
    yield* places(mapValue!, inner, `${path}.${name}`, set, false, true);
  }
}

type Break = { what: string; value: unknown; expected: string; kind: "constraint" | "type" };

function* breaks({ value, shapeName, required, path }: Place): Generator<Break> {
  const facts = shape(shapeName);
  for (const wrong of wrongTypes(facts))
    yield { what: `is ${JSON.stringify(wrong)}`, value: wrong, expected: "", kind: "type" };
  if (required) yield { what: "is missing", value: undefined, expected: "Member must not be null", kind: "constraint" };
  if (required && path !== "")
    yield { what: "is null", value: null, expected: "Member must not be null", kind: "constraint" };
  if (facts.type === "string") yield* stringBreaks(value as string, facts);
  if (facts.type === "integer") yield* integerBreaks(facts);
  if (facts.type === "map") yield* keyBreaks(value as object, shape(facts.key!));
}

function* stringBreaks(value: string, { min, max, pattern, enum: values }: Shape): Generator<Break> {
  const kind = "constraint";
  if (values)
    yield {
      what: "is no value of the enum",
      value: `${value}X`,
      expected: `enum value set: [${values.join(", ")}]`,
      kind,
    };
  if (max !== undefined) {
    const long = value.padEnd(max + 1, "a");
    yield { what: "is too long", value: long, expected: `length less than or equal to ${max}`, kind };
    yield {
      what: "is far too long",
      value: "😀".repeat(max + 1),
      expected: `length less than or equal to ${max}`,
      kind,
    };
  }
  if (min)
    yield {
      what: "is too short",
      value: value.slice(0, min - 1),
      expected: `length greater than or equal to ${min}`,
      kind,
    };
  if (pattern) {
    const wrong = [`${value}\n`, `${value}\0`, "", `aws:${value}`].find(
      (text) => !new RegExp(`^(?:${pattern})$`).test(text),
    );
    if (wrong === undefined) throw new Error(`no text is known that ${pattern} does not match`);
    if (max === undefined || wrong.length <= max) {
      yield { what: "does not match", value: wrong, expected: `regular expression pattern: `, kind };
    }
  }
}

function* integerBreaks({ min, max }: Shape): Generator<Break> {
  const kind = "constraint";
  if (min !== undefined) {
    yield { what: "is too small", value: min - 1, expected: `value greater than or equal to ${min}`, kind };
    yield { what: "is far too small", value: -(2 ** 31), expected: `value greater than or equal to ${min}`, kind };
  }
  if (max !== undefined)
    yield { what: "is too large", value: max + 1, expected: `value less than or equal to ${max}`, kind };
}

function* keyBreaks(map: object, key: Shape): Generator<Break> {
  const expected = "Map keys must satisfy constraint: [";
  const kind = "constraint";
  if (key.min) yield { what: "has an empty key", value: { ...map, "": "x" }, expected, kind };
  if (key.max)
    yield { what: "has a key that is too long", value: { ...map, ["k".repeat(key.max + 1)]: "x" }, expected, kind };
  if (key.pattern) yield { what: "has a key that does not match", value: { ...map, "a\nb": "x" }, expected, kind };
}

function wrongTypes({ type }: Shape): unknown[] {
  const samples = { string: "x", integer: 7, boolean: true, decimal: 1.5, list: ["x"], structure: { x: "x" } };
  const fitting: Record<string, string[]> = {
    map: ["structure"],
    integer: ["integer"],
    timestamp: ["integer", "decimal"],
  };
  const accepted = fitting[type] ?? [type];
  return Object.entries(samples).flatMap(([kind, sample]) => (accepted.includes(kind) ? [] : [sample]));
}
