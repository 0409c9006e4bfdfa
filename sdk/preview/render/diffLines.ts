import type { PropertyChange } from "../report";
import { clip } from "./escape";

const SECRET = "(secret)";
const LATER = "(known while it runs)";

/** Property changes as the lines of a unified diff; a secret by its name only. */
export function diffLines(changes: readonly PropertyChange[], mostCharacters: number): string[] {
  return changes.flatMap((change) => {
    const { path, kind, secret } = change;
    const value = (json: string | undefined): string =>
      secret ? SECRET : json === undefined ? LATER : clip(json, mostCharacters);
    if (kind === "add") return [`+ ${path}: ${value(change.after)}`];
    if (kind === "delete") return [`- ${path}: ${value(change.before)}`];
    if (secret) return [`! ${path}: ${SECRET} changes`];
    return [`- ${path}: ${value(change.before)}`, `+ ${path}: ${value(change.after)}`];
  });
}
