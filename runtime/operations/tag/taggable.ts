import { invalidRequest, resourceNotFound } from "../../model/apiError";
import { parseArn, type ResourceKind } from "../../model/arn";
import type { State } from "../../state/state";
import type { OperationContext } from "../context";
import { provideConfigurations } from "../provided";

/** How to tell that a resource of a kind is there; what was deleted has no tags. */
const FIND: Record<ResourceKind, (state: State, arn: string) => object | undefined> = {
  service: (state, arn) => state.services.find(arn),
  connection: (state, arn) => state.connections.find(arn),
  autoscalingconfiguration: (state, arn) => state.autoScalingConfigurations.find(arn),
  observabilityconfiguration: (state, arn) => state.observabilityConfigurations.find(arn),
  vpcconnector: (state, arn) => state.vpcConnectors.find(arn),
  vpcingressconnection: (state, arn) => state.vpcIngressConnections.find(arn),
};

/**
 * Makes sure that an ARN is that of a resource with tags in this region.
 * Throws InvalidRequestException when it is no App Runner ARN, ResourceNotFoundException when nothing, or nothing any more, has it.
 */
export function requireTaggable(context: OperationContext, arn: string): void {
  const resource = parseArn(arn);
  if (!resource) throw invalidRequest(`The resource ARN you specified isn't valid. ARN: '${arn}'`);
  provideConfigurations(context);
  const found = resource.region === context.region ? FIND[resource.kind](context.state, arn) : undefined;
  if (!found || ("deletedAt" in found && found.deletedAt !== undefined))
    throw resourceNotFound(`The resource doesn't exist. ARN: '${arn}'`);
}
