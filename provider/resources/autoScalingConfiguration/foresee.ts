import type { Foresee } from "../../core/account";
import { foreseeRevision } from "../revisions";
import { findConfiguration } from "./find";

export const foresee: Foresee = {
  looks: [
    {
      finds: "a name that is taken: another revision of it is made, beside one that the program does not know",
      asks: ["apprunner:ListAutoScalingConfigurations", "apprunner:DescribeAutoScalingConfiguration"],
    },
  ],
  create: (inputs, account) =>
    foreseeRevision("AutoScalingConfiguration", "autoScalingConfigurationName", inputs, account, async (name, call) => {
      const found = await findConfiguration(name, call);
      return found?.AutoScalingConfigurationArn;
    }),
};
