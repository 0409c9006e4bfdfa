import type { CreateVpcIngressConnectionRequest, CreateVpcIngressConnectionResponse } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../model/apiError";
import { formatArn } from "../model/arn";
import { newResourceId, newServiceLabel } from "../model/identifiers";
import type { Operation } from "./context";
import { describeIngress } from "./network/shape";
import { checkQuota } from "./quota";
import { findLiveService, requireStatus } from "./service/find";
import { putTags } from "./tag/tags";

/**
 * Connects a VPC endpoint with a service that is not public. There is no VPC here, so nothing is left to be made: the answer says
 * PENDING_CREATION as the real service does, and the next look AVAILABLE. The API declares no ResourceNotFoundException for it.
 */
export const createVpcIngressConnection: Operation<
  CreateVpcIngressConnectionRequest,
  CreateVpcIngressConnectionResponse
> = (input, context) => {
  const { state, region, account } = context;
  const name = input.VpcIngressConnectionName!;
  const { VpcId, VpcEndpointId } = input.IngressVpcConfiguration!;
  return state.transaction(() => {
    const service = findLiveService(context, input.ServiceArn!, invalidRequest);
    if (service.configuration.NetworkConfiguration.IngressConfiguration?.IsPubliclyAccessible !== false) {
      throw invalidRequest(
        `The service is publicly accessible. Set its IsPubliclyAccessible to false first. Service Arn: ${service.arn}`,
      );
    }
    requireStatus(context, service, "connected to a VPC endpoint");
    if (state.vpcIngressConnections.findByName(region, name)) {
      throw invalidRequest(`VPC ingress connection with the provided name already exists: ${name}.`);
    }
    checkQuota(context, "vpcIngressConnections", state.vpcIngressConnections.count(region));
    const arn = formatArn({ kind: "vpcingressconnection", region, account, name, id: newResourceId() });
    state.vpcIngressConnections.insert({
      arn,
      region,
      name,
      serviceArn: service.arn,
      status: "AVAILABLE",
      domainName: context.serviceUrl(newServiceLabel(), region).split(":")[0]!,
      vpcId: VpcId!,
      vpcEndpointId: VpcEndpointId!,
      createdAt: context.now().getTime(),
    });
    putTags(context, arn, input.Tags);
    return { VpcIngressConnection: describeIngress(state.vpcIngressConnections.find(arn)!, "PENDING_CREATION") };
  });
};
