import type { Definition, Difference, Properties } from "./resource";

/**
 * What a change in place does to what runs, for people; undefined for a kind of which nothing runs, and for a replacement, which has
 * more to say. `olds` are the last outputs.
 */
export function effectOf({ deploys }: Definition, olds: Properties, { changes }: Difference): string | undefined {
  if (!deploys || changes.length === 0 || changes.some(({ effect }) => effect === "replace")) return undefined;
  const all = changes.map(({ path }) => path);
  if (!deploys(all, olds)) return "the change deploys nothing";
  const certain = changes.flatMap((change) => (change.certain ? [change.path] : []));
  const does = certain.length > 0 && deploys(certain, olds) ? "deploys" : "may deploy";
  return `the change ${does}: new instances take over once they are healthy`;
}
