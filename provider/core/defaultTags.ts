import type { Definition, Properties } from "./resource";
import { isUnknown } from "./unknown";

/**
 * Inputs with the provider's default tags under their own: what a resource says of a key wins. They become tags like any other, in the
 * state too, so that previews show them, a refresh finds them, and one that is taken away is removed. A kind without tags, and tags that
 * are not known yet, stay as they are.
 */
export function withDefaultTags(
  { inputs: schema }: Pick<Definition, "inputs">,
  inputs: Properties,
  defaults: Readonly<Record<string, string>>,
): Properties {
  const own = inputs.tags ?? {};
  if (!("tags" in schema.shape) || Object.keys(defaults).length === 0) return inputs;
  if (isUnknown(own) || typeof own !== "object" || Array.isArray(own)) return inputs;
  const said = Object.entries(own).filter(([, value]) => value !== null && value !== undefined);
  return { ...inputs, tags: { ...defaults, ...Object.fromEntries(said) } };
}
