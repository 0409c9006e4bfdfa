import type { Resource } from "../../core/resource";
import { foresee } from "./foresee";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";

export const defaultAutoScalingConfiguration: Resource = {
  definition: {
    kind: "DefaultAutoScalingConfiguration",
    id: "`default`: there is one in each account and region",
    inputs,
    outputs,
    identity: [],
    writes: ["UpdateDefaultAutoScalingConfiguration"],
    rules: () => [],
  },
  lifecycle,
  foresee,
};
