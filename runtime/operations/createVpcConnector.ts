import type { CreateVpcConnectorRequest, CreateVpcConnectorResponse } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../model/apiError";
import { formatArn } from "../model/arn";
import { newResourceId } from "../model/identifiers";
import type { Operation } from "./context";
import { describeConnector } from "./network/shape";
import { checkQuota } from "./quota";
import { putTags } from "./tag/tags";

/**
 * Makes a VPC connector. Names are unique and have one revision; two connectors can't have the same subnets and security groups.
 * There is no VPC here: ids are taken as they are, and security groups that are left out stay empty.
 */
export const createVpcConnector: Operation<CreateVpcConnectorRequest, CreateVpcConnectorResponse> = (
  input,
  context,
) => {
  const { state, region, account } = context;
  const name = input.VpcConnectorName!;
  const subnets = input.Subnets!;
  const securityGroups = input.SecurityGroups ?? [];
  return state.transaction(() => {
    if (state.vpcConnectors.findByName(region, name)) {
      throw invalidRequest(`VPC connector with the provided name already exists: ${name}.`);
    }
    const same = state.vpcConnectors.findByNetwork(region, subnets, securityGroups);
    if (same) {
      throw invalidRequest(
        "The security groups combination provided in the request already exists on existing vpc connector. " +
          `Existing VPC connector arn: ${same.arn}`,
      );
    }
    checkQuota(context, "vpcConnectors", state.vpcConnectors.count(region));
    const revision = 1;
    const arn = formatArn({ kind: "vpcconnector", region, account, name, revision, id: newResourceId() });
    const createdAt = context.now().getTime();
    state.vpcConnectors.insert({ arn, region, name, revision, subnets, securityGroups, createdAt });
    putTags(context, arn, input.Tags);
    return { VpcConnector: describeConnector(state.vpcConnectors.find(arn)!) };
  });
};
