import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { checkInputs } from "../../provider/core/check";
import { withDefaultTags } from "../../provider/core/defaultTags";
import type { Problem, Properties, Target } from "../../provider/core/resource";
import { knownAt, UNKNOWN } from "../../provider/core/unknown";
import { RESOURCES } from "../../provider/resources";
import { setAt } from "./at";
import { coerce } from "./coerce";
import { readDefaultTags } from "./defaultTags";
import { type Checkout, findCheckout } from "./git";
import { fillImageBuild, type ImageBuild } from "./imageBuild";
import { forEnvironment, type Overlaid } from "./overlay";
import { fillOwnRepository } from "./ownRepository";
import { ConfigFileInvalid } from "./problem";
import { referencesOf } from "./references";
import { SECTION_NAMES, SECTIONS, type SectionName } from "./sections";
import { type FileSettings, readFileSettings, SETTINGS } from "./settings";
import { substitute } from "./substitute";
import { parseYaml, type Yaml, YamlInvalid } from "./yaml";

/** One resource that the file asks for. */
export interface Entry {
  section: SectionName;
  name: string;
  inputs: Properties;
  /** Inputs, by path, that are an output of another entry. */
  references: Record<string, { section: SectionName; name: string; output: string }>;
  /** Inputs, by path, that hold a secret. */
  secrets: string[];
}

export interface ConfigFile extends FileSettings {
  path: string;
  project: string;
  target: Target;
  environment?: string;
  /** In an order in which an entry comes after those that it refers to. */
  entries: Entry[];
  /** Images to build before the entries are deployed. */
  builds: ImageBuild[];
  /** What the user should know, though it stops nothing. */
  warnings: string[];
}

export interface LoadOptions {
  /** Over the file's own target. */
  target?: Target;
  /** Which of the file's environments. */
  environment?: string;
  /** What `${env:NAME}` reads; default this process's environment. */
  variables?: Readonly<Record<string, string | undefined>>;
}

/** The usual name of the file. */
export const CONFIG_FILE = "apprunner.config.yaml";

/** Bounds what a hostile file can cost; a real one has some kilobytes. */
const LARGEST = 2 ** 20;

/**
 * Reads and checks a config file against the provider's own definitions, before anything is made. Throws ConfigFileInvalid with
 * everything that is wrong.
 */
export function loadConfigFile(path: string, options: LoadOptions = {}): ConfigFile {
  const opened = open(path, options);
  const { loaded, problems } = opened;
  const defaultTags = readDefaultTags(opened.value, opened.secrets, problems);
  const named = entriesOf(opened.value, problems).map((one) => ({
    ...one,
    inputs: withDefaultTags(RESOURCES[SECTIONS[one.section].kind].definition, one.inputs, defaultTags),
  }));
  const checkout = once(() => findCheckout(dirname(loaded.path)));
  for (const one of named) {
    const { entry, build, problems: found } = loadEntry(one, named, opened, checkout);
    problems.push(...found.map(({ path: at, message }) => ({ path: `${one.section}.${one.name}.${at}`, message })));
    loaded.entries.push(entry);
    if (build) loaded.builds.push(build);
  }
  if (problems.length > 0) throw invalid(path, opened.yaml, opened.overlaid, problems);
  return loaded;
}

/**
 * Reads only what says which stack a config file means; there are no entries. What has been deployed can be looked at and deleted although
 * the file is not right any more. Throws ConfigFileInvalid when it is no YAML, or its settings are wrong.
 */
export function loadSettings(path: string, options: LoadOptions = {}): ConfigFile {
  const { loaded, problems, yaml, overlaid } = open(path, options);
  const about = problems.filter((problem) => problem.path === "" || problem.path in SETTINGS);
  if (about.length > 0) throw invalid(path, yaml, overlaid, about);
  return loaded;
}

interface Opened {
  yaml: Yaml;
  overlaid: Overlaid;
  /** The file as it is for the environment, with every `${...}` replaced. */
  value: Properties;
  secrets: string[];
  /** Paths of values that were nothing but one `${...}`. */
  texts: string[];
  /** Paths that hold a `${...}` that stands for nothing: said once, so not checked. */
  unresolved: string[];
  loaded: ConfigFile;
  problems: Problem[];
}

function open(path: string, options: LoadOptions): Opened {
  const file = resolve(path);
  const yaml = readYaml(file);
  const problems: Problem[] = [];
  const whole = asMap(yaml.value, "", `must be a map with ${SECTION_NAMES.join(", ")}`, problems);
  const overlaid = forEnvironment(whole, options.environment, problems);
  const variables = { environment: options.variables ?? process.env, name: options.environment };
  const substituted = substitute(overlaid.value, variables, problems);
  const unresolved = problems.map((problem) => problem.path);
  const value = substituted.value as Properties;
  const settings = readFileSettings(value, problems);
  const loaded: ConfigFile = {
    ...settings,
    path: file,
    project: settings.project ?? projectName(file),
    target: options.target ?? settings.target ?? "local",
    ...(options.environment !== undefined && { environment: options.environment }),
    entries: [],
    builds: [],
    warnings: [],
  };
  return {
    yaml,
    overlaid,
    value,
    secrets: substituted.secrets,
    texts: substituted.whole,
    unresolved,
    loaded,
    problems,
  };
}

function projectName(file: string): string {
  const name = basename(dirname(file)).replace(/[^\w.-]+/g, "-");
  return name.replace(/^[^A-Za-z0-9]+/, "") || "app";
}

type Named = Pick<Entry, "section" | "name" | "inputs">;

/** Fills in and checks one entry; paths of its problems are within it. */
function loadEntry(
  { section, name, inputs }: Named,
  all: readonly Named[],
  { loaded, secrets, texts, unresolved }: Opened,
  checkout: () => Checkout,
): { entry: Entry; build?: ImageBuild; problems: Problem[] } {
  const { project, target, warnings } = loaded;
  const prefix = `${section}.${name}.`;
  const within = (paths: readonly string[]): string[] =>
    paths.flatMap((one) => (one.startsWith(prefix) ? [one.slice(prefix.length)] : []));
  const { definition } = RESOURCES[SECTIONS[section].kind];
  const typed = coerce(definition.inputs, inputs, within(texts));
  const built = fillImageBuild(typed, { folder: dirname(loaded.path), project, service: name, target });
  const own = fillOwnRepository(built.inputs, { checkout, target, name, warnings });
  const { references, problems: dangling } = referencesOf({ section, name, inputs: own.inputs }, all);
  const entry: Entry = { section, name, inputs: own.inputs, references, secrets: [...new Set(within(secrets))] };
  const hidden = [...Object.keys(references), ...entry.secrets, ...within(unresolved)];
  const found = checkInputs(definition, withUnknowns(own.inputs, hidden), target);
  const problems = [...built.problems, ...own.problems, ...dangling, ...found.map((one) => withFix(one, own.inputs))];
  return { entry, ...(built.build && { build: built.build }), problems };
}

function readYaml(path: string): Yaml {
  try {
    if (statSync(path).size > LARGEST)
      throw new ConfigFileInvalid(path, [
        { path: "", message: `is larger than ${LARGEST / 1024} KB: is it the right file?` },
      ]);
    return parseYaml(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof YamlInvalid) {
      throw new ConfigFileInvalid(shown(path), [
        { path: "", message: error.message, position: error.position, source: error.line },
      ]);
    }
    if (error instanceof ConfigFileInvalid) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const cause =
      code === "ENOENT"
        ? "there is no such file: make one with npx apprunner init, or name it with --file"
        : code === "EISDIR"
          ? "is a folder: name the file in it"
          : String(error);
    throw new ConfigFileInvalid(shown(path), [{ path: "", message: cause }]);
  }
}

/** Every entry, sections in their order; what is no map of maps is a problem. */
function entriesOf(value: Properties, problems: Problem[]): Named[] {
  return SECTION_NAMES.flatMap((section) => {
    const entries =
      value[section] === null
        ? {}
        : asMap(value[section] ?? {}, section, "must be a map of names to their properties", problems);
    return Object.entries(entries).flatMap(([name, inputs]) => {
      const path = `${section}.${name}`;
      if (!/^[A-Za-z0-9][\w-]{0,62}$/.test(name)) {
        problems.push({
          path,
          message: "a name has 1 to 63 letters, digits, dashes and underscores, the first a letter or digit; rename it",
        });
        return [];
      }
      const before = problems.length;
      const map = inputs === null ? {} : asMap(inputs, path, "must be a map of properties", problems);
      return problems.length > before ? [] : [{ section, name, inputs: map }];
    });
  });
}

/** YAML reads 8080 as a number and yes as text: what is meant is clear, so the message says how to write it. */
function withFix({ path, message }: Problem, inputs: Properties): Problem {
  const value = path === "" ? undefined : knownAt<unknown>(inputs, path);
  if (/must be a string/.test(message) && (typeof value === "number" || typeof value === "boolean")) {
    return { path, message: `${message}; write it in quotes: "${value}"` };
  }
  if (
    /must be a whole number|must be true or false/.test(message) &&
    typeof value === "string" &&
    /^(\d+|true|false)$/.test(value)
  ) {
    return { path, message: `${message}; write it without quotes: ${value}` };
  }
  return { path, message };
}

function withUnknowns(inputs: Properties, paths: readonly string[]): Properties {
  return paths.reduce((copy, path) => (path === "" ? copy : setAt(copy, path, UNKNOWN)), inputs);
}

function invalid(path: string, yaml: Yaml, { origin }: Overlaid, problems: readonly Problem[]): ConfigFileInvalid {
  const findings = problems.map(({ path: at, message }) => {
    const position = yaml.locate(origin(at));
    return { position, path: at, message, source: yaml.line(position.line) };
  });
  return new ConfigFileInvalid(
    shown(path),
    findings.sort(
      (one, other) => one.position.line - other.position.line || one.position.column - other.position.column,
    ),
  );
}

/** As short as it can be and still found from where the command runs. */
function shown(path: string): string {
  const short = relative(process.cwd(), resolve(path));
  return short === "" || short.startsWith("..") || !existsSync(path) ? path : short;
}

function asMap(value: unknown, path: string, message: string, problems: Problem[]): Properties {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Properties;
  problems.push({ path, message });
  return {};
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
