import type { BuildPlan } from "../model/buildPlan";

/** The first `count` commands of a build (pre-build, then build) that read nothing of the source but `files`. */
export interface EarlyCommands {
  count: number;
  files: readonly string[];
}

const NONE: EarlyCommands = { count: 0, files: [] };

/**
 * Finds the leading commands that only install dependencies, so that the builder keeps their layers when nothing but the
 * application's own code changed. Pure, and careful: whatever could read or write more of the source is not among them.
 */
export function earlyCommands(plan: BuildPlan, readFile: (name: string) => string | undefined): EarlyCommands {
  if (Object.keys(plan.buildEnvironment).some((name) => /^(pip|npm)_/i.test(name))) return NONE;
  const files = new Set<string>();
  let count = 0;
  for (const command of [...plan.commands.preBuild, ...plan.commands.build]) {
    const needed = pipInstall(command, readFile) ?? npmInstall(command, readFile);
    if (!needed) break;
    for (const name of needed) files.add(name);
    count++;
  }
  return { count, files: [...files] };
}

type ReadFile = (name: string) => string | undefined;

const PIP = /^(?:pip3?|python3? -m pip) install ((?:\S+ ?)+)$/;
const PIP_FLAGS = new Set([
  "--no-cache-dir",
  "--upgrade",
  "-U",
  "--quiet",
  "-q",
  "--disable-pip-version-check",
  "--no-input",
]);
const REQUIREMENT =
  /^[A-Za-z0-9][A-Za-z0-9._-]*(\[[A-Za-z0-9,._-]*\])?((===?|~=|!=|<=?|>=?)[A-Za-z0-9.*+!_-]+)?(,(===?|~=|!=|<=?|>=?)[A-Za-z0-9.*+!_-]+)*$/;
const FILE_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/** `pip install` of names and requirement files that hold nothing but names. */
function pipInstall(command: string, readFile: ReadFile): string[] | undefined {
  const words = PIP.exec(command.trim())?.[1]?.split(" ").filter(Boolean);
  if (!words) return undefined;
  const files: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word === "-r" || word === "--requirement") {
      const name = words[++index] ?? "";
      if (!FILE_NAME.test(name) || !onlyNames(readFile(name))) return undefined;
      files.push(name);
    } else if (!PIP_FLAGS.has(word) && !isRequirement(word)) return undefined;
  }
  return files;
}

function onlyNames(requirements: string | undefined): boolean {
  return (
    requirements?.split(/\r?\n/).every((line) => {
      const text = line.replace(/(^|\s)#.*$/, "").trim();
      const [name, ...marker] = text.split(";");
      return text === "" || (isRequirement(name!.replace(/\s+/g, "")) && marker.every((part) => !/[/@\\]/.test(part)));
    }) ?? false
  );
}

/** A name from the index; something that ends like an archive would be taken for a file. */
function isRequirement(word: string): boolean {
  return REQUIREMENT.test(word) && !/\.(whl|zip|tar|gz|bz2|xz|tgz)$/.test(word);
}

const NPM =
  /^npm (?:ci|install|i)((?: --(?:omit=dev|production|only=prod(?:uction)?|no-audit|no-fund|ignore-scripts))*)$/;
const OWN_SCRIPTS = [
  "preinstall",
  "install",
  "postinstall",
  "prepublish",
  "preprepare",
  "prepare",
  "postprepare",
  "dependencies",
];

/** `npm ci` of a locked package without scripts of its own and without dependencies in the source. */
function npmInstall(command: string, readFile: ReadFile): string[] | undefined {
  const lock = readFile("package-lock.json");
  if (!NPM.test(command.trim()) || lock === undefined || readFile("npm-shrinkwrap.json") !== undefined)
    return undefined;
  if (/"(link"\s*:\s*true|(resolved|version)"\s*:\s*"(file|link):)/.test(lock)) return undefined;
  if (readFile("binding.gyp") !== undefined || !needsOnlyTheRegistry(readFile("package.json"))) return undefined;
  return ["package.json", "package-lock.json", ...(readFile(".npmrc") === undefined ? [] : [".npmrc"])];
}

function needsOnlyTheRegistry(packageJson: string | undefined): boolean {
  try {
    const content = JSON.parse(packageJson ?? "") as Record<string, unknown>;
    const scripts = Object.keys((content.scripts ?? {}) as object);
    const kinds = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
    const wanted = kinds.flatMap((kind) => Object.values((content[kind] ?? {}) as Record<string, string>));
    return (
      content.workspaces === undefined &&
      !scripts.some((name) => OWN_SCRIPTS.includes(name)) &&
      wanted.every((range) => typeof range === "string" && !/^(file:|link:|workspace:|\.|\/|~\/)/.test(range))
    );
  } catch {
    return false;
  }
}
