import type { Problem, Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";

/** The API's shape allows an empty list; the service does not. Source: API reference, CreateVpcConnector. */
export function rules(inputs: Properties): Problem[] {
  const subnets = knownAt<unknown>(inputs, "subnets");
  if (!Array.isArray(subnets) || subnets.length > 0) return [];
  return [{ path: "subnets", message: "must name at least one subnet" }];
}
