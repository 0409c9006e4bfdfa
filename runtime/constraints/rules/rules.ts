import type { OperationName } from "../../../api/shapes";
import { associateCustomDomain } from "./associateCustomDomain";
import { createAutoScalingConfiguration } from "./createAutoScalingConfiguration";
import { createService } from "./createService";
import { createVpcConnector } from "./createVpcConnector";
import { createVpcIngressConnection } from "./createVpcIngressConnection";
import { deleteAutoScalingConfiguration } from "./deleteAutoScalingConfiguration";
import type { Rule } from "./rule";
import { checkTags } from "./tags";
import { updateService } from "./updateService";
import { updateVpcIngressConnection } from "./updateVpcIngressConnection";

/** The rules of each operation that has any. */
export const RULES: Partial<Record<OperationName, Rule<never>>> = {
  AssociateCustomDomain: associateCustomDomain,
  CreateAutoScalingConfiguration: createAutoScalingConfiguration,
  CreateConnection: checkTags,
  CreateObservabilityConfiguration: checkTags,
  CreateService: createService,
  CreateVpcConnector: createVpcConnector,
  CreateVpcIngressConnection: createVpcIngressConnection,
  DeleteAutoScalingConfiguration: deleteAutoScalingConfiguration,
  TagResource: checkTags,
  UpdateService: updateService,
  UpdateVpcIngressConnection: updateVpcIngressConnection,
};
