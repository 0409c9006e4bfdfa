// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what a file says
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { load } from "js-yaml";
import { configFileSchema } from "./jsonSchema";

describe("the JSON schema of the config file", () => {
  const validate = new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    strictRequired: false,
    unicodeRegExp: false,
  }).compile(configFileSchema());
  const problems = (text: string): string[] => {
    validate(load(text));
    return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
  };
  const service = (more: string): string =>
    `services:\n  web:\n    sourceConfiguration: { codeRepository: { repositoryUrl: . } }\n    ${more}\n`;

  it("accepts the root's own file", () => {
    assert.deepEqual(problems(readFileSync(join(__dirname, "../../apprunner.config.yaml"), "utf8")), []);
  });

  for (const text of [
    "services: {}",
    "connections:\n",
    service("serviceName: ${env:NAME}"),
    service("autoScalingConfigurationArn: small"),
    service("tags: { owner: '${environment}' }"),
    "autoScalingConfigurations: { small: { maxSize: '${env:MAX}' } }",
    "services: { web: { sourceConfiguration: { imageRepository: { build: . } } } }",
    "services: { web: { sourceConfiguration: { imageRepository: { build: { context: app, arguments: { A: b } } } } } }",
    "environments: { pr-*: { services: { web: { tags: null, instanceConfiguration: { cpu: 256 vCPU, memory: null } } } } }".replace(
      "256 vCPU",
      "0.25 vCPU",
    ),
  ]) {
    it(`accepts ${JSON.stringify(text)}`, () => assert.deepEqual(problems(text), []));
  }

  for (const text of [
    "servces: {}",
    "target: cloud",
    service("portt: 1"),
    service("instanceConfiguration: { cpu: 3 vCPU }"),
    service("instanceConfiguration: { cpu: 1024 }"),
    service("healthCheckConfiguration: { interval: 0 }"),
    "services: { web: {} }",
    "connections: { hub: { providerType: GITLAB } }",
    "environments: { prod: { service: {} } }",
    "services: { web: { sourceConfiguration: { imageRepository: { build: { contxt: . } } } } }",
  ]) {
    it(`marks ${JSON.stringify(text)}`, () => assert.notDeepEqual(problems(text), []));
  }
});
