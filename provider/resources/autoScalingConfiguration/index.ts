import type { Resource } from "../../core/resource";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";
import { rules } from "./rules";

export const autoScalingConfiguration: Resource = {
  definition: {
    kind: "AutoScalingConfiguration",
    doc: "How many instances a service has, and how many requests each takes at once. A change makes a new revision of the same name, points the services that use the old one to it and deletes the old one.",
    id: "the configuration's ARN without revision; an import also takes its name or the ARN of a revision",
    inputs,
    outputs,
    nameProperty: "autoScalingConfigurationName",
    identity: ["autoScalingConfigurationName"],
    rules,
  },
  lifecycle,
};
