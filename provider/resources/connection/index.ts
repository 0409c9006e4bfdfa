import type { Resource } from "../../core/resource";
import { foresee } from "./foresee";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";

export const connection: Resource = {
  definition: {
    kind: "Connection",
    id: "the connection's ARN; an import also takes its name",
    inputs,
    outputs,
    nameProperty: "connectionName",
    identity: ["connectionName"],
    writes: ["CreateConnection", "DeleteConnection", "TagResource", "UntagResource"],
    rules: () => [],
  },
  lifecycle,
  foresee,
};
