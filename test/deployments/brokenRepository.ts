import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { aServer, createRepository, type TestRepository } from "../support/gitRepository";
import type { Attempt } from "./attempts";
import { type BrokenSource, configuration } from "./brokenSource";

/** Makes the repository of a broken source: a good app's, but for what is broken. */
export function makeRepository({ files, links = {} }: Pick<BrokenSource, "files" | "links">): TestRepository {
  const all = { "apprunner.yaml": configuration({}), "server.js": aServer("broken"), ...files };
  const repository = createRepository({ "README.md": "an app\n" });
  for (const [name, target] of Object.entries(links)) {
    mkdirSync(dirname(join(repository.directory, name)), { recursive: true });
    symlinkSync(target, join(repository.directory, name));
  }
  repository.commit(Object.fromEntries(Object.entries(all).filter(([, content]) => content !== undefined)));
  return repository;
}

/** What deploys a broken source from its repository. */
export function attemptOf(
  { branch = "main", directory, url, values, health }: Partial<BrokenSource>,
  repository: TestRepository,
): Attempt {
  return {
    SourceConfiguration: {
      AutoDeploymentsEnabled: false,
      CodeRepository: {
        RepositoryUrl: url?.replace("{}", repository.url) ?? repository.url,
        SourceCodeVersion: { Type: "BRANCH", Value: branch },
        ...(directory !== undefined && { SourceDirectory: directory }),
        CodeConfiguration: values
          ? { ConfigurationSource: "API", CodeConfigurationValues: values }
          : { ConfigurationSource: "REPOSITORY" },
      },
    },
    HealthCheckConfiguration: { HealthyThreshold: 1, ...health },
  };
}
