import assert from "node:assert/strict";
import { RESOURCES } from "../resources";
import { checkInputs } from "./check";
import type { Properties } from "./resource";
import { UNKNOWN } from "./unknown";

const image = { imageIdentifier: "public.ecr.aws/hello/app:1", imageRepositoryType: "ECR_PUBLIC" };
const aService = (rest: Properties = {}): Properties => ({ sourceConfiguration: { imageRepository: image }, ...rest });
const service = RESOURCES.service.definition;

function problems(inputs: Properties, definition = service): Record<string, string> {
  return Object.fromEntries(checkInputs(definition, inputs, "aws").map(({ path, message }) => [path, message]));
}

describe("check", () => {
  it("finds nothing wrong with a right service", () => {
    assert.deepEqual(problems(aService()), {});
  });

  it("names a missing property and what it must be", () => {
    assert.match(problems({}).sourceConfiguration!, /is required: an object with codeRepository, imageRepository/);
  });

  it("names every wrong property at once, nested ones by their path", () => {
    const found = problems(
      aService({
        serviceName: "a",
        healthCheckConfiguration: { interval: 21, protocol: "UDP", timeout: "2" },
        instanceConfiguration: { cpu: "3 vCPU" },
      }),
    );
    assert.deepEqual(found, {
      serviceName: '"a" is not allowed: must be 4 to 40 characters, pattern [A-Za-z0-9][A-Za-z0-9-_]{3,39}',
      "healthCheckConfiguration.interval": "21 is not allowed: must be 1 to 20",
      "healthCheckConfiguration.protocol": '"UDP" is not allowed: must be one of TCP, HTTP',
      "healthCheckConfiguration.timeout": '"2" is not allowed: must be a whole number, 1 to 20, not a string',
      "instanceConfiguration.cpu":
        '"3 vCPU" is not allowed: must be 3 to 9 characters, one of 256, 512, 1024, 2048, 4096, 0.25 vCPU, 0.5 vCPU, 1 vCPU, 2 vCPU, 4 vCPU',
    });
  });

  it("says the nearest right key for an unknown one", () => {
    const found = problems(aService({ healthCheckConfiguration: { intervall: 3 }, healtCheckConfiguration: {} }));
    assert.match(found["healthCheckConfiguration.intervall"]!, /did you mean interval\?/);
    assert.match(found.healtCheckConfiguration!, /did you mean healthCheckConfiguration\?/);
  });

  it("tells an output from an unknown key", () => {
    assert.match(problems(aService({ serviceArn: "x" })).serviceArn!, /is an output/);
  });

  it("passes over values that are not known yet, at any depth", () => {
    assert.deepEqual(problems({ sourceConfiguration: UNKNOWN }), {});
    assert.deepEqual(problems({ sourceConfiguration: { codeRepository: UNKNOWN } }), {});
    assert.deepEqual(
      problems({ sourceConfiguration: { imageRepository: { ...image, imageIdentifier: UNKNOWN } } }),
      {},
    );
    const imageConfiguration = { runtimeEnvironmentVariables: { A: UNKNOWN }, port: UNKNOWN };
    assert.deepEqual(problems({ sourceConfiguration: { imageRepository: { ...image, imageConfiguration } } }), {});
    assert.deepEqual(problems(aService({ healthCheckConfiguration: { interval: UNKNOWN }, tags: UNKNOWN })), {});
  });

  it("takes null for left out", () => {
    assert.deepEqual(problems(aService({ serviceName: null, instanceConfiguration: { cpu: null } })), {});
  });

  it("leaves the adapters' own keys alone", () => {
    assert.deepEqual(problems(aService({ __provider: "x", __autoName: "hello" })), {});
  });

  it("checks keys and values of maps", () => {
    const found = problems(aService({ tags: { "aws:x": "1", ok: 5 } }));
    assert.match(found["tags.aws:x"]!, /the key is not allowed/);
    assert.match(found["tags.ok"]!, /must be a string.*not a number/);
  });

  it("never quotes a value that may be secret", () => {
    const canary = "canary-4711";
    const imageConfiguration = {
      startCommand: `run\n${canary}`,
      runtimeEnvironmentVariables: { AWSAPPRUNNER_X: canary, LIST: [canary], LONG: canary.repeat(6000) },
      runtimeEnvironmentSecrets: { S: `${canary}${"x".repeat(3000)}`, T: { canary } },
      runtimeEnvironmentVariable: { A: canary },
    };
    const wrong = { sourceConfiguration: { imageRepository: { ...image, imageConfiguration } }, kmsKey: canary };
    const codeRepository = {
      repositoryUrl: `https://me:${canary}@github.com/a/b`,
      sourceCodeVersion: { type: "BRANCH", value: "main" },
    };
    const all = [wrong, { sourceConfiguration: { codeRepository } }, { sourceConfiguration: canary }];
    for (const inputs of all) {
      const found = JSON.stringify(problems(inputs));
      assert.notEqual(found, "{}");
      assert.ok(!found.includes(canary), found);
    }
  });

  it("takes an image of the machine's Docker for the local target only", () => {
    const inputs = {
      sourceConfiguration: { imageRepository: { imageIdentifier: "hello:latest", imageRepositoryType: "ECR" } },
    };
    assert.deepEqual(checkInputs(service, inputs, "local"), []);
    assert.match(problems(inputs)["sourceConfiguration.imageRepository.imageIdentifier"]!, /is not allowed/);
  });

  it("takes what is wrong in itself for not known where it says what does not go together", () => {
    const imageConfiguration = { runtimeEnvironmentVariables: "A=1", runtimeEnvironmentSecrets: { A: "arn" } };
    const found = problems({ sourceConfiguration: { imageRepository: { ...image, imageConfiguration } } });
    assert.deepEqual(Object.keys(found), [
      "sourceConfiguration.imageRepository.imageConfiguration.runtimeEnvironmentVariables",
      "instanceConfiguration.instanceRoleArn",
    ]);
  });

  it("says a rule only where the types are right", () => {
    const found = problems({ sourceConfiguration: "code" });
    assert.deepEqual(Object.keys(found), ["sourceConfiguration"]);
    assert.match(found.sourceConfiguration!, /not a string/);
  });
});
