import { nearest } from "../../provider/core/nearest";
import type { Problem } from "../../provider/core/resource";
import { knownAt } from "../../provider/core/unknown";
import type { Entry } from "./load";
import { SECTIONS } from "./sections";

type Named = Pick<Entry, "section" | "name" | "inputs">;

/** Finds the inputs that name another entry. Anything that is no ARN is meant as a name. */
export function referencesOf(
  named: Named,
  all: readonly Named[],
): { references: Entry["references"]; problems: Problem[] } {
  const references: Entry["references"] = {};
  const problems: Problem[] = [];
  for (const [path, { section, output }] of Object.entries(SECTIONS[named.section].references)) {
    const name = knownAt<unknown>(named.inputs, path);
    if (typeof name !== "string" || name.startsWith("arn:")) continue;
    const names = all.filter((other) => other.section === section).map((other) => other.name);
    if (names.includes(name)) references[path] = { section, name, output };
    else problems.push({ path, message: unknownName(name, section, names) });
  }
  return { references, problems };
}

function unknownName(name: string, section: string, names: string[]): string {
  const right = nearest(name, names);
  const there = names.length > 0 ? ` (there ${names.length === 1 ? "is" : "are"} ${names.join(", ")})` : "";
  return `"${name}" is no entry of ${section}: ${right ? `did you mean ${right}?` : "name one of them, or give an ARN"}${there}`;
}
