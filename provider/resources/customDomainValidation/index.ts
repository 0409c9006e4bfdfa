import type { Resource } from "../../core/resource";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";

export const customDomainValidation: Resource = {
  definition: {
    kind: "CustomDomainValidation",
    id: "the domain and the service's ARN, with a comma between them",
    inputs,
    outputs,
    identity: [],
    writes: [],
    rules: () => [],
  },
  lifecycle,
};
