import * as pulumi from "@pulumi/pulumi";
import * as apprunner from "pulumi-apprunner";

const config = new pulumi.Config();

// App Runner notices new images in ECR of its own region only, so each region has its own copy of the image (ECR replicates it).
const account = config.require("account");
const tag = config.get("tag") ?? "latest";
const accessRoleArn = config.require("accessRoleArn");
const regions = config.getObject<string[]>("regions") ?? ["us-east-1", "eu-west-1"];

/** The provider of one region: the stack's settings with another region. */
class Region extends pulumi.ProviderResource {
  constructor(region: string) {
    super("pulumi-nodejs", region, { "apprunner:target": "aws", "apprunner:region": region });
  }
}

const urls: Record<string, pulumi.Output<string>> = {};
for (const region of regions) {
  const provider = new Region(region);
  const scaling = new apprunner.AutoScalingConfiguration(`shop-${region}`, { minSize: 1, maxSize: 5 }, { provider });
  const service = new apprunner.Service(
    `shop-${region}`,
    {
      serviceName: "shop",
      sourceConfiguration: {
        imageRepository: {
          imageIdentifier: `${account}.dkr.ecr.${region}.amazonaws.com/shop:${tag}`,
          imageRepositoryType: "ECR",
          imageConfiguration: { port: "8080", runtimeEnvironmentVariables: { REGION: region } },
        },
        authenticationConfiguration: { accessRoleArn },
        autoDeploymentsEnabled: false,
      },
      autoScalingConfigurationArn: scaling.autoScalingConfigurationArn,
    },
    { provider },
  );
  urls[region] = service.url;
}

export { urls };
