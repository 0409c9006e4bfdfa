import * as pulumi from "@pulumi/pulumi";
import * as apprunner from "pulumi-apprunner";

const config = new pulumi.Config();

const service = new apprunner.Service("image", {
  serviceName: "image",
  sourceConfiguration: {
    imageRepository: {
      // The local App Runner takes any image of this machine's Docker by its name; on AWS this is one in ECR.
      imageIdentifier: config.get("image") ?? "apprunner-example:latest",
      imageRepositoryType: "ECR",
      imageConfiguration: {
        port: "8080",
        runtimeEnvironmentVariables: { GREETING: config.get("greeting") ?? "Hello from an image" },
      },
    },
    autoDeploymentsEnabled: false,
  },
  instanceConfiguration: { cpu: "256", memory: "512" },
  healthCheckConfiguration: { protocol: "HTTP", path: "/", interval: 5, timeout: 2 },
});

export const url = service.url;
export const serviceArn = service.serviceArn;
