import { constructFromEvents, EVENT_ID, type Event, FAILSAFE_SCHEMA, parseEvents, YAMLException } from "js-yaml";

/** A value read from YAML, and where in the text each part of it stands. */
export interface LocatedYaml {
  /** Strings, lists and objects only: every scalar keeps its text, so that `3.10` stays 3.10 and `012` stays 012. */
  value: unknown;
  /** Line and column, from 1, of the value at a path, or of the deepest part of the path that is there. */
  locate(path: readonly PropertyKey[]): Position;
}

export interface Position {
  line: number;
  column: number;
}

/** The text is no YAML document of the kind we read. */
export class YamlInvalid extends Error {
  override readonly name = "YamlInvalid";
  constructor(
    message: string,
    readonly position: Position,
  ) {
    super(message);
  }
}

/** Far beyond any real apprunner.yaml; bounds what a hostile one can cost. */
const MAX_LENGTH = 256 * 1024;
const MAX_DEPTH = 20;
const MAX_ALIASES = 50;

/** Parses one YAML document with the failsafe schema. Throws YamlInvalid with the place. */
export function parseYaml(text: string): LocatedYaml {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (source.length > MAX_LENGTH) throw new YamlInvalid(`the file is larger than ${MAX_LENGTH / 1024} KiB`, START);
  const events = refusing(source, () => parseEvents(source, { maxDepth: MAX_DEPTH }));
  const documents = refusing(source, () =>
    constructFromEvents(events, { source, schema: FAILSAFE_SCHEMA, maxAliases: MAX_ALIASES }),
  );
  if (documents.length > 1) throw new YamlInvalid("the file holds more than one YAML document", START);
  const offsets = offsetsByPath(events, source);
  return { value: documents[0], locate: (path) => positionOf(source, nearestOffset(offsets, path)) };
}

const START: Position = { line: 1, column: 1 };

function refusing<T>(source: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new YamlInvalid(error.reason, positionOf(source, error.mark?.position ?? 0));
  }
}

function positionOf(source: string, offset: number): Position {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: before[before.length - 1]!.length + 1 };
}

function nearestOffset(offsets: ReadonlyMap<string, number>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const offset = offsets.get(keyOf(path.slice(0, length)));
    if (offset !== undefined) return offset;
  }
  return 0;
}

const keyOf = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String));

/** Offsets of mapping keys (that is where a reader looks for `run.network.port`) and of list items. */
function offsetsByPath(events: readonly Event[], source: string): Map<string, number> {
  const offsets = new Map<string, number>();
  let at = 0;
  const skipOrVisit = (path: readonly PropertyKey[] | undefined): void => {
    const event = events[at++]!;
    if (event.type === EVENT_ID.MAPPING) {
      while (events[at]!.type !== EVENT_ID.POP) {
        const key = events[at]!;
        const name = key.type === EVENT_ID.SCALAR ? source.slice(key.valueStart, key.valueEnd) : undefined;
        const child = path && name !== undefined ? [...path, name] : undefined;
        if (child && key.type === EVENT_ID.SCALAR) offsets.set(keyOf(child), key.valueStart);
        skipOrVisit(undefined);
        skipOrVisit(child);
      }
      at++;
    } else if (event.type === EVENT_ID.SEQUENCE) {
      for (let index = 0; events[at]!.type !== EVENT_ID.POP; index++) {
        const child = path ? [...path, index] : undefined;
        const start = startOf(events[at]!);
        if (child && start >= 0) offsets.set(keyOf(child), start); // -1: an empty value; its list is near enough.
        skipOrVisit(child);
      }
      at++;
    }
  };
  at = 1; // The document's own event.
  if (events[at] && events[at]!.type !== EVENT_ID.POP) skipOrVisit([]);
  return offsets;
}

function startOf(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) return event.valueStart;
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart;
  return "start" in event ? event.start : -1;
}
