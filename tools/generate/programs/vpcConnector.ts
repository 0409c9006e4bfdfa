import * as apprunner from "../../../sdk";

const connector = new apprunner.VpcConnector("inside", {
  subnets: ["subnet-0a1b2c3d", "subnet-4e5f6a7b"],
  securityGroups: ["sg-0a1b2c3d"],
});

const service = new apprunner.Service("with-database", {
  sourceConfiguration: {
    imageRepository: { imageIdentifier: "public.ecr.aws/example/orders:12", imageRepositoryType: "ECR_PUBLIC" },
  },
  networkConfiguration: {
    egressConfiguration: { egressType: "VPC", vpcConnectorArn: connector.vpcConnectorArn },
  },
});

export const url = service.url;
