import type { Resource } from "../../core/resource";
import { deploys } from "./deploys";
import { foresee } from "./foresee";
import { leaveImage } from "./leaveImage";
import { lifecycle } from "./lifecycle";
import { inputs, outputs } from "./properties";
import { rules } from "./rules";

export const service: Resource = {
  definition: {
    kind: "Service",
    id: "the service's ARN; an import also takes its name",
    inputs,
    outputs,
    nameProperty: "serviceName",
    identity: ["serviceName"],
    writes: [
      "CreateService",
      "UpdateService",
      "StartDeployment",
      "PauseService",
      "ResumeService",
      "DeleteService",
      "TagResource",
      "UntagResource",
    ],
    leave: leaveImage,
    deploys,
    needsRepair: ({ status }) => status === "CREATE_FAILED",
    rules,
  },
  lifecycle,
  foresee,
};
