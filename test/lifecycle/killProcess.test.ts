import { aNodeApp, createRepository } from "../support/gitRepository";
import { describeKills } from "./killSuite";

const one = createRepository(aNodeApp("one"));
const two = createRepository(aNodeApp("two"));
const broken = createRepository(aNodeApp("", "process.exit(7);"));

const sourceOf = (url: string) => ({
  AutoDeploymentsEnabled: false,
  CodeRepository: {
    RepositoryUrl: url,
    SourceCodeVersion: { Type: "BRANCH" as const, Value: "main" },
    CodeConfiguration: { ConfigurationSource: "REPOSITORY" as const },
  },
});

describeKills({
  engine: "process",
  source: (text) => sourceOf(text === "one" ? one.url : two.url),
  broken: () => sourceOf(broken.url),
  cleanUp: () => {
    for (const repository of [one, two, broken]) repository.remove();
  },
});
