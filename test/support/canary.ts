import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Secrets by what they are for, and a file that a program reads them from: nothing else may ever have them. */
export interface Canaries<Name extends string> {
  readonly values: Readonly<Record<Name, string>>;
  /** Absolute path of the file, JSON. */
  readonly file: string;
  /** Where a program's event log may be written. */
  readonly events: string;
  /** What of the secrets a text has, in whatever form: `token in base 64`. */
  foundIn(text: string): string[];
  /** The same for the event log of a Pulumi command, but for Pulumi's own debug lines, which hold all that a program registers. */
  foundInEvents(file: string): string[];
  /** The same for every file below a folder, with the file's path. */
  foundBelow(folder: string): string[];
  remove(): void;
}

/** Puts the secrets where nobody looks but the program. Long and odd ones, so that each form of one differs from it. */
export function createCanaries<Name extends string>(values: Record<Name, string>): Canaries<Name> {
  const folder = mkdtempSync(join(tmpdir(), "apprunner-secrets-"));
  const file = join(folder, "secrets.json");
  writeFileSync(file, JSON.stringify(values), { mode: 0o600 });
  const foundIn = (has: (form: string) => boolean): string[] =>
    Object.entries<string>(values).flatMap(([name, value]) =>
      formsOf(value).flatMap(([how, form]) => (has(form) ? [`${name} ${how}`] : [])),
    );
  return {
    values,
    file,
    events: join(folder, "events.json"),
    foundIn: (text) => foundIn((form) => text.includes(form)),
    foundInEvents: (events) => {
      const lines = readFileSync(events, "utf8")
        .split("\n")
        .filter((line) => line !== "");
      const shown = lines.filter((line) => JSON.parse(line).diagnosticEvent?.severity !== "debug");
      if (shown.length === 0) throw new Error(`${events} has no event`);
      return foundIn((form) => shown.some((line) => line.includes(form)));
    },
    foundBelow: (below) =>
      filesBelow(below).flatMap((path) => {
        const content = readFileSync(path);
        return foundIn((form) => content.includes(form)).map((what) => `${what} in ${path}`);
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Files under a folder that hold any of the texts, in whatever form; what should be nowhere is looked for everywhere. */
export function filesHolding(folder: string, texts: readonly string[]): string[] {
  const wanted = texts.flatMap((text) => formsOf(text).map(([, form]) => Buffer.from(form)));
  return filesBelow(folder).filter((path) => {
    const content = readFileSync(path);
    return wanted.some((text) => content.includes(text));
  });
}

/** The forms in which a text may have been written down: as it is, escaped for JSON (once and twice), for a URL, and in base 64. */
function formsOf(text: string): [how: string, form: string][] {
  const escaped = JSON.stringify(text).slice(1, -1);
  return [
    ["as it is", text],
    ["in JSON", escaped],
    ["in JSON in JSON", JSON.stringify(escaped).slice(1, -1)],
    ["in a URL", encodeURIComponent(text)],
    ["in a form", new URLSearchParams([["", text]]).toString().slice(1)],
    ...base64Cores(text).map((core): [string, string] => ["in base 64", core]),
  ];
}

/** The parts of a text's base 64 that are the same whatever was encoded before and after it. */
function base64Cores(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.from(" ".repeat(before) + text);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString("base64");
    return before === 0 ? whole : whole.slice(4);
  });
}

/** Links are not followed: one leads to all packages. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}
