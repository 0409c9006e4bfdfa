import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { checkInputs } from "../../provider/core/check";
import { nearest } from "../../provider/core/nearest";
import type { Problem, Properties, Target } from "../../provider/core/resource";
import { knownAt, UNKNOWN } from "../../provider/core/unknown";
import { RESOURCES } from "../../provider/resources";
import { fillOwnRepository } from "./ownRepository";
import { SECTION_NAMES, SECTIONS, type SectionName } from "./sections";
import { parseYaml, type Yaml, YamlInvalid } from "./yaml";

/** One resource that the file asks for. */
export interface Entry {
  section: SectionName;
  name: string;
  inputs: Properties;
  /** Inputs, by path, that are an output of another entry. */
  references: Record<string, { section: SectionName; name: string; output: string }>;
}

export interface ConfigFile {
  /** In an order in which an entry comes after those that it refers to. */
  entries: Entry[];
  /** What the user should know, though it stops nothing. */
  warnings: string[];
}

/** The file is wrong; the message has one line for each thing: file, line, column, path, what, and what is allowed. */
export class ConfigFileInvalid extends Error {
  constructor(lines: string[]) {
    super(lines.join("\n"));
    this.name = "ConfigFileInvalid";
  }
}

/**
 * Reads and checks a config file against the provider's own definitions, before anything is made. Throws ConfigFileInvalid with
 * everything that is wrong.
 */
export function loadConfigFile(path: string, target: Target): ConfigFile {
  const yaml = readYaml(path);
  const problems: Problem[] = [];
  const warnings: string[] = [];
  const sections = sectionsOf(yaml.value, problems);
  const entries = sections.map(({ section, name, inputs }) => {
    const own = fillOwnRepository(inputs, { folder: dirname(path), target, name, warnings });
    const entry = withReferences({ section, name, inputs: own.inputs }, sections);
    const found = checkInputs(RESOURCES[SECTIONS[section].kind].definition, withUnknowns(entry.entry), target);
    for (const problem of [...own.problems, ...entry.problems, ...found]) {
      problems.push({ path: join(`${section}.${name}`, problem.path), message: problem.message });
    }
    return entry.entry;
  });
  if (problems.length > 0) throw new ConfigFileInvalid(problems.map((problem) => line(path, yaml, problem)));
  return { entries, warnings };
}

function readYaml(path: string): Yaml {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : String(error);
    throw new ConfigFileInvalid([`${path}: ${cause}. Name the file in the setting apprunner:file, or make it`]);
  }
  try {
    return parseYaml(text);
  } catch (error) {
    if (!(error instanceof YamlInvalid)) throw error;
    throw new ConfigFileInvalid([`${path}:${error.position.line}:${error.position.column}: ${error.message}`]);
  }
}

type Named = Pick<Entry, "section" | "name" | "inputs">;

/** Every entry, sections in their order; what is no map of maps is a problem. */
function sectionsOf(value: unknown, problems: Problem[]): Named[] {
  if (!isMap(value)) {
    problems.push({ path: "", message: `must be a map with ${SECTION_NAMES.join(", ")}` });
    return [];
  }
  for (const key of Object.keys(value).filter((name) => !SECTION_NAMES.includes(name as SectionName))) {
    const right = nearest(key, SECTION_NAMES);
    const advice = right ? `; did you mean ${right}?` : "";
    problems.push({ path: key, message: `there is no such section${advice} (there are ${SECTION_NAMES.join(", ")})` });
  }
  return SECTION_NAMES.flatMap((section) => {
    const entries = value[section] ?? {};
    if (!isMap(entries)) problems.push({ path: section, message: "must be a map of names to their properties" });
    return Object.entries(isMap(entries) ? entries : {}).flatMap(([name, inputs]) => {
      if (inputs === null) return [{ section, name, inputs: {} }];
      if (isMap(inputs)) return [{ section, name, inputs }];
      problems.push({ path: `${section}.${name}`, message: "must be a map of properties" });
      return [];
    });
  });
}

/** Finds the inputs that name another entry. Anything that is no ARN is meant as a name. */
function withReferences(named: Named, all: Named[]): { entry: Entry; problems: Problem[] } {
  const entry: Entry = { ...named, references: {} };
  const problems: Problem[] = [];
  for (const [path, { section, output }] of Object.entries(SECTIONS[named.section].references)) {
    const name = knownAt<unknown>(named.inputs, path);
    if (typeof name !== "string" || name.startsWith("arn:")) continue;
    const names = all.filter((other) => other.section === section).map((other) => other.name);
    if (names.includes(name)) entry.references[path] = { section, name, output };
    else problems.push({ path, message: unknownName(name, section, names) });
  }
  return { entry, problems };
}

function unknownName(name: string, section: SectionName, names: string[]): string {
  const right = nearest(name, names);
  const advice = right ? `did you mean ${right}?` : `name one of them, or give an ARN`;
  return `"${name}" is no entry of ${section}: ${advice}`;
}

/** The inputs as a check sees them: what another resource will answer is not known yet. */
function withUnknowns({ inputs, references }: Entry): Properties {
  return Object.keys(references).reduce((copy, path) => setAt(copy, path, UNKNOWN), inputs);
}

/** A copy of `inputs` with the value at `path` set. */
export function setAt(inputs: Properties, path: string, value: unknown): Properties {
  const [first, ...rest] = path.split(".") as [string, ...string[]];
  const inner = rest.length === 0 ? value : setAt((inputs[first] ?? {}) as Properties, rest.join("."), value);
  return { ...inputs, [first]: inner };
}

function line(file: string, yaml: Yaml, { path, message }: Problem): string {
  const { line: row, column } = yaml.locate(path);
  return `${file}:${row}:${column}: ${path ? `${path}: ` : ""}${message}`;
}

function isMap(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function join(path: string, key: string): string {
  return key ? `${path}.${key}` : path;
}
