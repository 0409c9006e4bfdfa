import * as apprunner from "../../../sdk";

const service = new apprunner.Service("private", {
  sourceConfiguration: {
    imageRepository: { imageIdentifier: "public.ecr.aws/example/payroll:2", imageRepositoryType: "ECR_PUBLIC" },
  },
  networkConfiguration: { ingressConfiguration: { isPubliclyAccessible: false } },
});

const ingress = new apprunner.VpcIngressConnection("from-vpc", {
  serviceArn: service.serviceArn,
  ingressVpcConfiguration: { vpcId: "vpc-0a1b2c3d", vpcEndpointId: "vpce-0a1b2c3d" },
});

export const host = ingress.domainName;
