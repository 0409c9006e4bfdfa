import type { Resource } from "../../core/resource";
import { foresee } from "./foresee";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";
import { rules } from "./rules";

export const autoScalingConfiguration: Resource = {
  definition: {
    kind: "AutoScalingConfiguration",
    id: "the configuration's ARN without revision; an import also takes its name or the ARN of a revision",
    inputs,
    outputs,
    nameProperty: "autoScalingConfigurationName",
    identity: ["autoScalingConfigurationName"],
    writes: [
      "CreateAutoScalingConfiguration",
      "DeleteAutoScalingConfiguration",
      "UpdateDefaultAutoScalingConfiguration",
      "UpdateService",
      "TagResource",
      "UntagResource",
    ],
    rules,
  },
  lifecycle,
  foresee,
};
