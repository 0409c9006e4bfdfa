import { notAllowed } from "../../core/notAllowed";
import type { Problem, Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";

/** The API's shapes allow an empty list and empty ids; the service does not. Source: API reference, CreateVpcConnector. */
export function rules(inputs: Properties): Problem[] {
  const none = knownAt<unknown[]>(inputs, "subnets")?.length === 0;
  return [
    ...(none ? [{ path: "subnets", message: "a list of 0 is not allowed: must name at least one subnet" }] : []),
    ...emptyIds(inputs, "subnets", "the id of a subnet"),
    ...emptyIds(inputs, "securityGroups", "the id of a security group"),
  ];
}

function emptyIds(inputs: Properties, path: string, right: string): Problem[] {
  const ids = knownAt<unknown[]>(inputs, path) ?? [];
  return ids.flatMap((id, index) => (id === "" ? [notAllowed(`${path}.${index}`, id, right)] : []));
}
