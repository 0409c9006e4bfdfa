import { notAllowed } from "../../core/notAllowed";
import { defaultOf } from "../../core/property";
import type { Problem, Properties } from "../../core/resource";
import { look } from "../../core/unknown";
import { inputs as properties } from "./properties";

/** The sizes must leave room for an instance between them. */
export function rules(inputs: Properties): Problem[] {
  const [least, most] = (["minSize", "maxSize"] as const).map((name) => {
    const seen = look(inputs, name);
    return seen.state === "unknown"
      ? undefined
      : seen.state === "known"
        ? seen.value
        : defaultOf(properties.shape[name], inputs);
  });
  if (typeof least !== "number" || typeof most !== "number" || least <= most) return [];
  return [notAllowed("maxSize", most, `at least minSize, which is ${least}`)];
}
