import type { Foresee } from "../../core/account";
import { foreseeRevision } from "../revisions";
import { findConfiguration } from "./find";

export const foresee: Foresee = {
  create: (inputs, account) =>
    foreseeRevision("AutoScalingConfiguration", "autoScalingConfigurationName", inputs, account, async (name, call) => {
      const found = await findConfiguration(name, call);
      return found?.AutoScalingConfigurationArn;
    }),
};
