import type { CreateVpcConnectorRequest } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../../model/apiError";
import { checkTags } from "./tags";

/** A connector stands in at least one subnet. */
export function createVpcConnector(input: CreateVpcConnectorRequest): void {
  if (input.Subnets!.length === 0) throw invalidRequest("Subnets must name at least one subnet.");
  for (const [member, ids] of [
    ["Subnets", input.Subnets],
    ["SecurityGroups", input.SecurityGroups],
  ] as const) {
    if (ids?.includes("")) throw invalidRequest(`${member} must not contain an empty ID.`);
  }
  checkTags(input);
}
