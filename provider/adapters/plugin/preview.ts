import { membersOf } from "../../core/property";
import type { Properties } from "../../core/resource";
import { UNKNOWN } from "../../core/unknown";
import { differenceOf } from "./diff";
import type { Kind } from "./kinds";
import { stableOutputs } from "./stableOutputs";

/** The outputs that a creation will have, as far as they are known before it. */
export function previewCreate({ definition }: Kind, inputs: Properties): Properties {
  return { ...unknownOutputs(definition.outputs), ...inputs };
}

/** The outputs that an update will have: what it keeps is known, so that nothing that depends on it seems to change. */
export function previewUpdate(kind: Kind, olds: Properties, news: Properties): Properties {
  const { definition } = kind;
  const changed = differenceOf(kind, olds, news).changes.map(({ path }) => path);
  const kept = stableOutputs(definition, olds, changed).map((name) => [name, olds[name]]);
  return { ...unknownOutputs(definition.outputs), ...news, ...Object.fromEntries(kept) };
}

function unknownOutputs(outputs: Kind["definition"]["outputs"]): Properties {
  return Object.fromEntries(membersOf(outputs)!.map(([name]) => [name, UNKNOWN]));
}
