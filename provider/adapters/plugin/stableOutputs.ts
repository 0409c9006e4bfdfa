import { factsOf, membersOf } from "../../core/property";
import type { Definition, Properties } from "../../core/resource";

/** Names of the outputs that an update of `changed` (paths of inputs) leaves as they are in `olds`. */
export function stableOutputs(definition: Definition, olds: Properties, changed: readonly string[]): string[] {
  const names = membersOf(definition.outputs)!.flatMap(([name, schema]) => {
    const { stays } = factsOf(schema);
    const does = typeof stays === "function" ? stays(changed, olds) : stays;
    return does && olds[name] !== undefined ? [name] : [];
  });
  const own = definition.nameProperty;
  return own !== undefined && olds[own] !== undefined ? [own, ...names] : names;
}
