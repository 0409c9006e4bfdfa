import type { OperationName } from "../../api/shapes";
import { associateCustomDomain } from "./associateCustomDomain";
import type { Operation } from "./context";
import { createAutoScalingConfiguration } from "./createAutoScalingConfiguration";
import { createConnection } from "./createConnection";
import { createObservabilityConfiguration } from "./createObservabilityConfiguration";
import { createService } from "./createService";
import { createVpcConnector } from "./createVpcConnector";
import { createVpcIngressConnection } from "./createVpcIngressConnection";
import { deleteAutoScalingConfiguration } from "./deleteAutoScalingConfiguration";
import { deleteConnection } from "./deleteConnection";
import { deleteObservabilityConfiguration } from "./deleteObservabilityConfiguration";
import { deleteService } from "./deleteService";
import { deleteVpcConnector } from "./deleteVpcConnector";
import { deleteVpcIngressConnection } from "./deleteVpcIngressConnection";
import { describeAutoScalingConfiguration } from "./describeAutoScalingConfiguration";
import { describeCustomDomains } from "./describeCustomDomains";
import { describeObservabilityConfiguration } from "./describeObservabilityConfiguration";
import { describeService } from "./describeService";
import { describeVpcConnector } from "./describeVpcConnector";
import { describeVpcIngressConnection } from "./describeVpcIngressConnection";
import { disassociateCustomDomain } from "./disassociateCustomDomain";
import { listAutoScalingConfigurations } from "./listAutoScalingConfigurations";
import { listConnections } from "./listConnections";
import { listObservabilityConfigurations } from "./listObservabilityConfigurations";
import { listOperations } from "./listOperations";
import { listServices } from "./listServices";
import { listServicesForAutoScalingConfiguration } from "./listServicesForAutoScalingConfiguration";
import { listTagsForResource } from "./listTagsForResource";
import { listVpcConnectors } from "./listVpcConnectors";
import { listVpcIngressConnections } from "./listVpcIngressConnections";
import { pauseService } from "./pauseService";
import { resumeService } from "./resumeService";
import { startDeployment } from "./startDeployment";
import { tagResource } from "./tagResource";
import { untagResource } from "./untagResource";
import { updateDefaultAutoScalingConfiguration } from "./updateDefaultAutoScalingConfiguration";
import { updateService } from "./updateService";
import { updateVpcIngressConnection } from "./updateVpcIngressConnection";

/** Every operation of the API by its name. A name that is not here cannot be called. */
export const OPERATIONS = {
  AssociateCustomDomain: associateCustomDomain,
  CreateAutoScalingConfiguration: createAutoScalingConfiguration,
  CreateConnection: createConnection,
  CreateObservabilityConfiguration: createObservabilityConfiguration,
  CreateService: createService,
  CreateVpcConnector: createVpcConnector,
  CreateVpcIngressConnection: createVpcIngressConnection,
  DeleteAutoScalingConfiguration: deleteAutoScalingConfiguration,
  DeleteConnection: deleteConnection,
  DeleteObservabilityConfiguration: deleteObservabilityConfiguration,
  DeleteService: deleteService,
  DeleteVpcConnector: deleteVpcConnector,
  DeleteVpcIngressConnection: deleteVpcIngressConnection,
  DescribeAutoScalingConfiguration: describeAutoScalingConfiguration,
  DescribeCustomDomains: describeCustomDomains,
  DescribeObservabilityConfiguration: describeObservabilityConfiguration,
  DescribeService: describeService,
  DescribeVpcConnector: describeVpcConnector,
  DescribeVpcIngressConnection: describeVpcIngressConnection,
  DisassociateCustomDomain: disassociateCustomDomain,
  ListAutoScalingConfigurations: listAutoScalingConfigurations,
  ListConnections: listConnections,
  ListObservabilityConfigurations: listObservabilityConfigurations,
  ListOperations: listOperations,
  ListServices: listServices,
  ListServicesForAutoScalingConfiguration: listServicesForAutoScalingConfiguration,
  ListTagsForResource: listTagsForResource,
  ListVpcConnectors: listVpcConnectors,
  ListVpcIngressConnections: listVpcIngressConnections,
  PauseService: pauseService,
  ResumeService: resumeService,
  StartDeployment: startDeployment,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateDefaultAutoScalingConfiguration: updateDefaultAutoScalingConfiguration,
  UpdateService: updateService,
  UpdateVpcIngressConnection: updateVpcIngressConnection,
} satisfies Record<OperationName, Operation<never, unknown>>;
