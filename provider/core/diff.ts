import { isDeepStrictEqual } from "node:util";
import { compare } from "./compare";
import type { Change, Definition, Difference, Properties } from "./resource";
import { isUnknown } from "./unknown";

/**
 * What an update from `olds` (what is live, in the words of a program) to `news` does. A name that is left out is kept. A value that
 * is not known yet makes a change that is not certain.
 */
export function diffInputs(definition: Definition, olds: Properties, news: Properties): Difference {
  const named = withKeptName(definition, olds, news);
  const wanted = definition.leave?.(olds, named) ?? named;
  const changes = compare(definition.inputs, olds, wanted);
  if (mayReplace(changes).length === 0) return { changes, deleteBeforeReplace: false };
  // A new thing has what the old one cannot be made into.
  const possible = changes.map(({ refused: _, ...change }) => change);
  return { changes: possible, deleteBeforeReplace: keepsIdentity(definition, olds, news) };
}

/** The top-level inputs whose change certainly makes a new thing, each once. */
export function replaces(changes: Change[]): string[] {
  const certain = changes.filter((change) => change.effect === "replace" && change.certain);
  return [...new Set(certain.map((change) => change.path.split(".")[0]!))];
}

/** The top-level inputs whose change makes a new thing, or may: the wanted value may not be known yet. */
export function mayReplace(changes: Change[]): string[] {
  return [...new Set(changes.filter(({ effect }) => effect === "replace").map(({ path }) => path.split(".")[0]!))];
}

function withKeptName(definition: Definition, olds: Properties, news: Properties): Properties {
  const name = definition.nameProperty;
  return name && news[name] === undefined ? { ...news, [name]: olds[name] } : news;
}

/** A name that is made up anew does not collide; one that the program gives and keeps does. */
function keepsIdentity(definition: Definition, olds: Properties, news: Properties): boolean {
  return (
    definition.identity.length > 0 &&
    definition.identity.every(
      (name) => news[name] !== undefined && !isUnknown(news[name]) && isDeepStrictEqual(olds[name], news[name]),
    )
  );
}
