import type { Foresee } from "../../core/account";
import { foreseeRevision } from "../revisions";
import { findObservability } from "./find";

export const foresee: Foresee = {
  looks: [
    {
      finds: "a name that is taken: another revision of it is made, beside one that the program does not know",
      asks: ["apprunner:ListObservabilityConfigurations", "apprunner:DescribeObservabilityConfiguration"],
    },
  ],
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
