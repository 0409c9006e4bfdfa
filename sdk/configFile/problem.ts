import type { Position } from "./yaml";

/** The file is wrong; the message has an entry for each thing: file, line, column, path, what is allowed, and the line with a caret. */
export class ConfigFileInvalid extends Error {
  constructor(
    readonly file: string,
    readonly findings: readonly Finding[],
  ) {
    super(findings.map((finding) => describe(file, finding)).join("\n"));
    this.name = "ConfigFileInvalid";
  }
}

/** One thing that is wrong with the file. */
export interface Finding {
  /** Left out when it is about the file as a whole. */
  position?: Position;
  /** The path of the property. */
  path: string;
  message: string;
  /** The text of the line, to point into; left out when it may hold a secret. */
  source?: string;
}

/** Longer lines are cut: they would hide the caret. */
const LONGEST_LINE = 120;

function describe(file: string, { position, path, message, source }: Finding): string {
  const place = position ? `${file}:${position.line}:${position.column}` : file;
  const said = `${place}: ${path ? `${path}: ` : ""}${message}`;
  if (!position || !source || position.column > LONGEST_LINE) return said;
  // A tab is as wide as the terminal likes: with a space in its place the caret stands right.
  const line = withoutPasswords(source)
    .slice(0, LONGEST_LINE)
    .replace(/\p{Cc}/gu, " ")
    .trimEnd();
  return `${said}\n    ${line}\n    ${" ".repeat(position.column - 1)}^`;
}

/** Messages end up in logs that more people read than the file. As long as before, so that the caret stands right. */
function withoutPasswords(line: string): string {
  return line.replace(
    /(:\/\/)([^\s/@]*:[^\s/@]*)(?=@)/g,
    (_, slashes: string, login: string) => slashes + "*".repeat(login.length),
  );
}
