import type { Resource } from "../../core/resource";
import { foresee } from "./foresee";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";

export const observabilityConfiguration: Resource = {
  definition: {
    kind: "ObservabilityConfiguration",
    id: "the configuration's ARN without revision; an import also takes its name or the ARN of a revision",
    inputs,
    outputs,
    nameProperty: "observabilityConfigurationName",
    identity: ["observabilityConfigurationName"],
    writes: [
      "CreateObservabilityConfiguration",
      "DeleteObservabilityConfiguration",
      "UpdateService",
      "TagResource",
      "UntagResource",
    ],
    rules: () => [],
  },
  lifecycle,
  foresee,
};
