import type { Resource } from "../../core/resource";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";
import { rules } from "./rules";

export const service: Resource = {
  definition: {
    kind: "Service",
    doc: "A web service that App Runner builds or takes from an image, runs, scales and gives a URL.",
    id: "the service's ARN",
    inputs,
    outputs,
    nameProperty: "serviceName",
    identity: ["serviceName"],
    rules,
  },
  lifecycle,
};
