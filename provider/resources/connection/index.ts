import type { Resource } from "../../core/resource";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";
import { rules } from "./rules";

export const connection: Resource = {
  definition: {
    kind: "Connection",
    doc: "App Runner's access to private repositories of a provider. After it is created, a person completes the handshake in the App Runner console; until then its status is PENDING_HANDSHAKE.",
    id: "the connection's ARN; an import also takes its name",
    inputs,
    outputs,
    nameProperty: "connectionName",
    identity: ["connectionName"],
    rules,
  },
  lifecycle,
};
