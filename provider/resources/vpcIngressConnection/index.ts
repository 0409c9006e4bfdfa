import type { Resource } from "../../core/resource";
import { foresee } from "./foresee";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";
import { rules } from "./rules";

export const vpcIngressConnection: Resource = {
  definition: {
    kind: "VpcIngressConnection",
    id: "the ingress connection's ARN; an import also takes its name",
    inputs,
    outputs,
    nameProperty: "vpcIngressConnectionName",
    identity: ["vpcIngressConnectionName"],
    writes: [
      "CreateVpcIngressConnection",
      "UpdateVpcIngressConnection",
      "DeleteVpcIngressConnection",
      "TagResource",
      "UntagResource",
    ],
    needsRepair: ({ status }) => /^FAILED_/.test(String(status)),
    rules,
  },
  lifecycle,
  foresee,
};
