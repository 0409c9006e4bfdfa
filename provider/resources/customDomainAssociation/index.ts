import type { Resource } from "../../core/resource";
import { foresee } from "./foresee";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";
import { rules } from "./rules";

export const customDomainAssociation: Resource = {
  definition: {
    kind: "CustomDomainAssociation",
    id: "the domain and the service's ARN, with a comma between them; an import also takes the service's name",
    inputs,
    outputs,
    identity: ["domainName"],
    writes: ["AssociateCustomDomain", "DisassociateCustomDomain"],
    needsRepair: ({ status }) => status === "CREATE_FAILED",
    rules,
  },
  lifecycle,
  foresee,
};
