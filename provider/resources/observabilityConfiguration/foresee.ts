import type { Foresee } from "../../core/account";
import { foreseeRevision } from "../revisions";
import { findObservability } from "./find";

export const foresee: Foresee = {
  create: (inputs, account) =>
    foreseeRevision(
      "ObservabilityConfiguration",
      "observabilityConfigurationName",
      inputs,
      account,
      async (name, call) => {
        const found = await findObservability(name, call);
        return found?.ObservabilityConfigurationArn;
      },
    ),
};
