import type { Problem, Properties } from "../../core/resource";
import { isGiven, look } from "../../core/unknown";

/** The API's shape requires neither, the service both. Source: API reference, IngressVpcConfiguration and its answers. */
export function rules(inputs: Properties): Problem[] {
  const path = "ingressVpcConfiguration";
  if (look(inputs, path).state !== "known") return [];
  const missing = ["vpcId", "vpcEndpointId"].filter((name) => !isGiven(inputs, `${path}.${name}`));
  return missing.map((name) => ({ path: `${path}.${name}`, message: "is required: a string" }));
}
