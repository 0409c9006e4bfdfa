import { whyNoDocker } from "../support/docker";
import { aServer } from "../support/gitRepository";
import { describeKills } from "./killSuite";

const run = (program: string) => ({
  AutoDeploymentsEnabled: false,
  ImageRepository: {
    ImageIdentifier: "node:22-bookworm-slim",
    ImageRepositoryType: "ECR" as const,
    ImageConfiguration: { StartCommand: `node -e '${program}'` },
  },
});

describeKills({
  engine: "docker",
  whyNot: whyNoDocker,
  source: (text) => run(aServer(text)),
  broken: () => run("process.exit(7)"),
  cleanUp: () => undefined,
});
