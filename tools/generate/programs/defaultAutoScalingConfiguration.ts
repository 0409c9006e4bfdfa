import * as apprunner from "../../../sdk";

const small = new apprunner.AutoScalingConfiguration("small", { maxSize: 2 });

new apprunner.DefaultAutoScalingConfiguration("default", {
  autoScalingConfigurationArn: small.autoScalingConfigurationArn,
});
