import * as apprunner from "../../../sdk";

const tracing = new apprunner.ObservabilityConfiguration("tracing", { traceConfiguration: { vendor: "AWSXRAY" } });

const service = new apprunner.Service("traced", {
  sourceConfiguration: {
    imageRepository: { imageIdentifier: "public.ecr.aws/example/traced:3", imageRepositoryType: "ECR_PUBLIC" },
  },
  observabilityConfiguration: {
    observabilityEnabled: true,
    observabilityConfigurationArn: tracing.observabilityConfigurationArn,
  },
});

export const url = service.url;
