import {
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  YAMLException,
} from "js-yaml";

/** A YAML document, and where in its text each key stands. */
export interface Yaml {
  value: unknown;
  /** Line and column, from 1, of the key at a path ("services.hello"), or of the nearest one above it that is there. */
  locate(path: string): Position;
  /** The text of a line, from 1. */
  line(number: number): string;
}

export interface Position {
  line: number;
  column: number;
}

/** The text is no YAML. */
export class YamlInvalid extends Error {
  constructor(
    message: string,
    readonly position: Position,
    /** The text of the line. */
    readonly line: string,
  ) {
    super(message);
    this.name = "YamlInvalid";
  }
}

/** Far beyond any real file; bounds what a hostile one can cost. */
const LIMITS = { maxDepth: 30, maxAliases: 100, maxValues: 100_000 };

/** Parses one document. Throws YamlInvalid with the place and, for what people often get wrong, the way out. */
export function parseYaml(text: string): Yaml {
  const lines = text.split("\n");
  const lineAt = (number: number): string => lines[number - 1] ?? "";
  try {
    const events = parseEvents(text, { maxDepth: LIMITS.maxDepth });
    const documents = constructFromEvents(events, { source: text, schema: CORE_SCHEMA, maxAliases: LIMITS.maxAliases });
    if (documents.length > 1)
      throw new YamlInvalid("must be one document: remove the second ---", { line: 1, column: 1 }, lineAt(1));
    const offsets = keyOffsets(events, text);
    refuseExplosion(documents[0], lineAt(1));
    return { value: documents[0], locate: (path) => positionAt(text, nearestOffset(offsets, path)), line: lineAt };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const position = positionAt(text, error.mark?.position ?? 0);
    throw new YamlInvalid(withAdvice(error.reason, lineAt(position.line)), position, lineAt(position.line));
  }
}

function withAdvice(reason: string, line: string): string {
  if (/^\s*\t/.test(line)) return `${reason}: indent with spaces, never with tabs`;
  const [, advice] = ADVICE.find(([pattern]) => pattern.test(reason)) ?? [];
  return advice ? `${reason}: ${advice}` : reason;
}

/** What js-yaml says, and what to do about it. */
const ADVICE: readonly [RegExp, string][] = [
  [/duplicated mapping key/, "give each key once"],
  [/bad indentation|deficient indentation/, "keys of one map start in the same column; is a quote not closed?"],
  [/unidentified alias/, "define the anchor with & before it is used, or put the text in quotes"],
  [/missed comma/, "a comma or a bracket is missing; put text with { or } in quotes"],
  [/aliases/, "write the values out"],
  [/depth|nest/, "the file is nested too deeply"],
  [/tag/, "leave the ! out, or put the text in quotes"],
  [/multiline key|implicit/, "is a colon missing, or a quote?"],
  [/unexpected end/, "a quote or bracket is not closed"],
];

/**
 * Aliases make a graph of what looks like a tree: one that contains itself has no end, and a few lines can stand for a billion values.
 * Counts the values that the tree would have, each shared part once.
 */
function refuseExplosion(value: unknown, line: string): void {
  const sizes = new Map<unknown, number>();
  const open = new Set<unknown>();
  const sizeOf = (node: unknown): number => {
    if (typeof node !== "object" || node === null) return 1;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    const refuse = (why: string): never => {
      throw new YamlInvalid(`${why}: write the values out`, { line: 1, column: 1 }, line);
    };
    if (open.has(node)) refuse("an alias (*) stands within its own anchor (&)");
    open.add(node);
    const size = Object.values(node).reduce<number>((sum, inner) => sum + sizeOf(inner), 1);
    open.delete(node);
    if (size > LIMITS.maxValues) refuse(`the aliases (*) stand for more than ${LIMITS.maxValues} values`);
    sizes.set(node, size);
    return size;
  };
  sizeOf(value);
}

/** A mapping or sequence that is open while the events are read; in a mapping a key and a value take turns. */
interface Open {
  path: string;
  mapping: boolean;
  key?: string;
  index: number;
}

function keyOffsets(events: Event[], text: string): Map<string, number> {
  const offsets = new Map<string, number>();
  const open: Open[] = [];
  for (const event of events) {
    const at = open.at(-1);
    if (event.type === EVENT_ID.POP) open.pop();
    else if (event.type === EVENT_ID.DOCUMENT) open.push({ path: "", mapping: false, index: -1 });
    else if (event.type === EVENT_ID.SCALAR && at?.mapping && at.key === undefined) {
      at.key = getScalarValue(text, event);
      offsets.set(join(at.path, at.key), event.valueStart);
    } else {
      const path = valuePath(at);
      if (event.type === EVENT_ID.MAPPING) open.push({ path, mapping: true, index: 0 });
      if (event.type === EVENT_ID.SEQUENCE) open.push({ path, mapping: false, index: 0 });
    }
  }
  return offsets;
}

function valuePath(at: Open | undefined): string {
  if (!at) return "";
  if (!at.mapping) return at.index < 0 ? at.path : join(at.path, String(at.index++));
  const path = join(at.path, at.key ?? "");
  at.key = undefined;
  return path;
}

function nearestOffset(offsets: Map<string, number>, path: string): number {
  const steps = path.split(".");
  for (let length = steps.length; length > 0; length--) {
    const offset = offsets.get(steps.slice(0, length).join("."));
    if (offset !== undefined) return offset;
  }
  return 0;
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}
