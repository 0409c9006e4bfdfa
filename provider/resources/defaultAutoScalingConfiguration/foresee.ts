import type { Foresee } from "../../core/account";
import { foreseeScaling } from "../service/foreseeParts";

export const foresee: Foresee = {
  looks: [
    {
      finds: "an auto scaling configuration that is not there any more",
      asks: ["apprunner:DescribeAutoScalingConfiguration"],
    },
  ],
  create: foreseeScaling,
  update: (_id, _olds, news, account) => foreseeScaling(news, account),
};
