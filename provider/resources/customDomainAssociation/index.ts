import type { Resource } from "../../core/resource";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";
import { rules } from "./rules";

export const customDomainAssociation: Resource = {
  definition: {
    kind: "CustomDomainAssociation",
    doc: "A domain of one's own that leads to a service. It is ready when App Runner waits for the validation records in the domain's DNS, or when it is active.",
    id: "the domain and the service's ARN, with a comma between them",
    inputs,
    outputs,
    identity: ["domainName"],
    rules,
  },
  lifecycle,
};
