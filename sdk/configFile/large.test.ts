import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRepository } from "../../test/support/gitRepository";
import { loadConfigFile } from "./load";
import { ConfigFileInvalid } from "./problem";

/** A file of about 1,000 lines: services out of the file's own repository, each with its scaling and domain. */
function largeFile(services: number): string {
  const names = Array.from({ length: services }, (_, index) => `web-${index}`);
  return [
    "services:",
    ...names.flatMap((name) => [
      `  ${name}:`,
      "    sourceConfiguration:",
      "      codeRepository:",
      "        repositoryUrl: .",
      `        sourceDirectory: apps/${name}`,
      "        codeConfiguration:",
      "          configurationSource: REPOSITORY",
      "      autoDeploymentsEnabled: false",
      "    instanceConfiguration:",
      "      cpu: 0.25 vCPU",
      "      memory: 0.5 GB",
      "    healthCheckConfiguration: { protocol: HTTP, path: /health }",
      `    autoScalingConfigurationArn: ${name}`,
      "    tags:",
      `      app: ${name}`,
    ]),
    "autoScalingConfigurations:",
    ...names.flatMap((name) => [`  ${name}:`, "    minSize: 1", "    maxSize: 3"]),
    "customDomainAssociations:",
    ...names.flatMap((name) => [`  ${name}:`, `    domainName: ${name}.example.com`, `    serviceArn: ${name}`]),
    "",
  ].join("\n");
}

describe("a config file of 1,000 lines", () => {
  const services = 48;
  const apps = Object.fromEntries(Array.from({ length: services }, (_, index) => [`apps/web-${index}/server.js`, ""]));

  it("is checked in less than 200 ms, besides three questions to git", () => {
    const text = largeFile(services);
    assert.ok(text.split("\n").length >= 1_000);
    const repository = createRepository({ ...apps, "apprunner.config.yaml": text });
    try {
      const file = join(repository.directory, "apprunner.config.yaml");
      const question = best(() => execFileSync("git", ["-C", repository.directory, "status", "--porcelain"]));
      const took = best(() => assert.equal(loadConfigFile(file).entries.length, 3 * services));
      assert.ok(took < 200 + 3 * question, `${took} ms, and git answers in ${question} ms`);
    } finally {
      repository.remove();
    }
  });

  it("is told everything that is wrong with it as fast", () => {
    const repository = createRepository({ "README.md": "" });
    const file = join(repository.directory, "apprunner.config.yaml");
    const image = "imageRepository: { imageIdentifier: 'app:1', imageRepositoryType: ECR }";
    const text = largeFile(services)
      .replaceAll(/codeRepository:\n(?: {8}.*\n)+/g, `${image}\n`)
      .replaceAll("minSize: 1", "minSise: 1");
    writeFileSync(file, text);
    try {
      const isTold = (error: unknown): boolean =>
        error instanceof ConfigFileInvalid && error.findings.length === services;
      const took = best(() => assert.throws(() => loadConfigFile(file), isTold));
      assert.ok(took < 200, `${took} ms`);
    } finally {
      repository.remove();
    }
  });
});

/** Milliseconds of the best of a few runs: what the work takes, not what else the machine does. */
function best(work: () => unknown): number {
  const times = Array.from({ length: 7 }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return Math.round(Math.min(...times));
}
