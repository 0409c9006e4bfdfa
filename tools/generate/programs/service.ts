import * as apprunner from "../../../sdk";

const service = new apprunner.Service("shop", {
  sourceConfiguration: {
    imageRepository: {
      imageIdentifier: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1.4.2",
      imageRepositoryType: "ECR",
      imageConfiguration: { port: "3000", runtimeEnvironmentVariables: { LOG_LEVEL: "info" } },
    },
    authenticationConfiguration: { accessRoleArn: "arn:aws:iam::123456789012:role/service-role/pull" },
  },
  instanceConfiguration: { cpu: "0.5 vCPU", memory: "1 GB" },
  healthCheckConfiguration: { protocol: "HTTP", path: "/health" },
  tags: { team: "shop" },
});

export const url = service.url;
