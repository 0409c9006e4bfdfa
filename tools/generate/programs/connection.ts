import * as apprunner from "../../../sdk";

const github = new apprunner.Connection("github", { providerType: "GITHUB" });

const service = new apprunner.Service("blog", {
  sourceConfiguration: {
    codeRepository: {
      repositoryUrl: "https://github.com/example/blog",
      sourceCodeVersion: { type: "BRANCH", value: "main" },
    },
    authenticationConfiguration: { connectionArn: github.connectionArn },
  },
});

export const url = service.url;
