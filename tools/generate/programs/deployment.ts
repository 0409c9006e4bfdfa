import * as apprunner from "../../../sdk";

const service = apprunner.getServiceOutput({ serviceName: "shop" });

const deployment = new apprunner.Deployment("release", {
  serviceArn: service.serviceArn,
  triggers: { commit: process.env.GIT_COMMIT ?? "none" },
});

export const ended = deployment.endedAt;
