import type { Properties } from "../../provider/core/resource";

/** A copy of `inputs` with the value at `path` set; undefined takes it away. */
export function setAt(inputs: Properties, path: string, value: unknown): Properties {
  const [first, ...rest] = path.split(".") as [string, ...string[]];
  const inner = rest.length === 0 ? value : setAt((inputs[first] ?? {}) as Properties, rest.join("."), value);
  if (inner !== undefined) return { ...inputs, [first]: inner };
  const { [first]: _, ...kept } = inputs;
  return kept;
}
