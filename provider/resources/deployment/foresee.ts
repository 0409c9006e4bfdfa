import type { Foresee } from "../../core/account";
import { foreseeService, lookAtService } from "../service/foreseeService";

export const foresee: Foresee = {
  looks: [lookAtService("one that is not RUNNING, of which nothing can be deployed")],
  create: (inputs, account) =>
    foreseeService(inputs, account, ({ ServiceName, Status }) =>
      Status === "RUNNING" || Status === "OPERATION_IN_PROGRESS"
        ? undefined
        : `service ${ServiceName} is ${Status}, and only a running service is deployed`,
    ),
};
