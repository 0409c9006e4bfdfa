import type { Resource } from "../../core/resource";
import { foresee } from "./foresee";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";

export const deployment: Resource = {
  definition: {
    kind: "Deployment",
    id: "the operation's id and the service's ARN, with a comma between them; an import has no triggers, so a program that gives some deploys",
    inputs,
    outputs,
    identity: [],
    writes: ["StartDeployment"],
    rules: () => [],
  },
  lifecycle,
  foresee,
};
