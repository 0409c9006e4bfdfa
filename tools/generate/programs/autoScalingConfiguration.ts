import * as apprunner from "../../../sdk";

const scaling = new apprunner.AutoScalingConfiguration("busy", { minSize: 2, maxSize: 10, maxConcurrency: 50 });

const service = new apprunner.Service("news", {
  sourceConfiguration: {
    imageRepository: { imageIdentifier: "public.ecr.aws/example/news:7", imageRepositoryType: "ECR_PUBLIC" },
  },
  autoScalingConfigurationArn: scaling.autoScalingConfigurationArn,
});

export const url = service.url;
