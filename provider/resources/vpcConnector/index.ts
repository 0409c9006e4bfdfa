import type { Resource } from "../../core/resource";
import { foresee } from "./foresee";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";
import { rules } from "./rules";

export const vpcConnector: Resource = {
  definition: {
    kind: "VpcConnector",
    id: "the connector's ARN; an import also takes its name",
    inputs,
    outputs,
    nameProperty: "vpcConnectorName",
    identity: ["vpcConnectorName"],
    writes: ["CreateVpcConnector", "DeleteVpcConnector", "TagResource", "UntagResource"],
    rules,
  },
  lifecycle,
  foresee,
};
