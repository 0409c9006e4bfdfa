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
  ) {
    super(message);
    this.name = "YamlInvalid";
  }
}

/** Far beyond any real file; bounds what a hostile one can cost. */
const LIMITS = { maxDepth: 30, maxAliases: 100 };

/** Parses one document. Throws YamlInvalid with the place. */
export function parseYaml(text: string): Yaml {
  try {
    const events = parseEvents(text, { maxDepth: LIMITS.maxDepth });
    const [value] = constructFromEvents(events, { source: text, schema: CORE_SCHEMA, maxAliases: LIMITS.maxAliases });
    const offsets = keyOffsets(events, text);
    return { value, locate: (path) => positionAt(text, nearestOffset(offsets, path)) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new YamlInvalid(error.reason, positionAt(text, error.mark?.position ?? 0));
  }
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
