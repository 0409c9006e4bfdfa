import assert from "node:assert/strict";
import { operationNames } from "../../api/shapes";
import { VALID_INPUTS } from "../../test/wire/validInputs";
import { ApiError } from "../model/apiError";
import { checkInput } from "./check";

describe("the constraints of an input", () => {
  it("are answered in the very words recorded from App Runner", () => {
    assert.throws(
      () => check("UpdateService", { ServiceArn: ARN, InstanceConfiguration: { Cpu: "0 vCPU", Memory: "0 GB" } }),
      refusal(
        "2 validation errors detected: Value '0 GB' at 'instanceConfiguration.memory' failed to satisfy constraint: Member must satisfy " +
          "regular expression pattern: 512|1024|2048|3072|4096|6144|8192|10240|12288|(0.5|1|2|3|4|6|8|10|12) GB; Value '0 vCPU' at " +
          "'instanceConfiguration.cpu' failed to satisfy constraint: Member must satisfy regular expression pattern: " +
          "256|512|1024|2048|4096|(0.25|0.5|1|2|4) vCPU",
      ),
    );
  });

  it("name what is missing, at its full path and in the same order every time", () => {
    const input = { SourceConfiguration: { CodeRepository: { SourceCodeVersion: {} } } };
    const expected = refusal(
      "4 validation errors detected: " +
        "Value null at 'sourceConfiguration.codeRepository.sourceCodeVersion.value' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'sourceConfiguration.codeRepository.sourceCodeVersion.type' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'sourceConfiguration.codeRepository.repositoryUrl' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'serviceName' failed to satisfy constraint: Member must not be null",
    );
    assert.throws(() => check("CreateService", input), expected);
    assert.throws(() => check("CreateService", input), expected);
  });

  it("of one text are its enum, its pattern, then its lengths", () => {
    assert.throws(
      () => check("CreateConnection", { ConnectionName: "a!", ProviderType: "GITLAB" }),
      refusal(
        "3 validation errors detected: Value 'GITLAB' at 'providerType' failed to satisfy constraint: Member must satisfy enum value set: " +
          "[GITHUB, BITBUCKET]; Value 'a!' at 'connectionName' failed to satisfy constraint: Member must satisfy regular expression " +
          "pattern: [A-Za-z0-9][A-Za-z0-9\\-_]{3,31}; Value 'a!' at 'connectionName' failed to satisfy constraint: Member must have " +
          "length greater than or equal to 4",
      ),
    );
  });

  it("count the members of a list from one, and at most ten violations", () => {
    const tags = Array.from({ length: 12 }, () => ({ Key: "" }));
    assert.throws(
      () => check("TagResource", { ResourceArn: ARN, Tags: tags }),
      (error: Error) => {
        assert.match(error.message, /^10 validation errors detected: Value '' at 'tags\.1\.member\.key' failed/);
        return true;
      },
    );
  });

  it("of variables are answered without the names and values, which are sensitive", () => {
    const secret = "hunter2\n";
    assert.throws(
      () => check("UpdateService", withVariables({ "": "x", PASSWORD: secret })),
      refusal(
        "2 validation errors detected: Value at 'sourceConfiguration.imageRepository.imageConfiguration.runtimeEnvironmentVariables' " +
          "failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 51200, Member " +
          "must have length greater than or equal to 1, Member must satisfy regular expression pattern: .*]; Value at " +
          "'sourceConfiguration.imageRepository.imageConfiguration.runtimeEnvironmentVariables' failed to satisfy constraint: Map value " +
          "must satisfy constraint: [Member must have length less than or equal to 51200, Member must have length greater than or equal " +
          "to 0, Member must satisfy regular expression pattern: .*]",
      ),
    );
  });

  it("count characters, not the halves of those beyond 16 bits", () => {
    const exactly = "😀".repeat(51200);
    check("UpdateService", withVariables({ A: exactly }));
    assert.throws(() => check("UpdateService", withVariables({ A: `${exactly}a` })), /Map value must satisfy/);
  });

  it("accept every valid input, strict or not", () => {
    for (const name of operationNames) {
      for (const input of VALID_INPUTS[name]) for (const strict of [true, false]) checkInput(name, input, { strict });
    }
  });

  it("are checked in milliseconds, whatever the text", () => {
    const image = (text: string) => ({
      ServiceArn: ARN,
      SourceConfiguration: { ImageRepository: { ImageIdentifier: text, ImageRepositoryType: "ECR" } },
    });
    const bombs: [operation: "UpdateService" | "DescribeService", input: unknown][] = [];
    for (const unit of ["a", "a/", "a-", "a.", "a_", "a__", "/a", "a:", "-a", "0", "a@", "a--"]) {
      for (const start of ["public.ecr.aws/", "123456789012.dkr.ecr.us-east-1.amazonaws.com/", "", "a/"]) {
        bombs.push(["UpdateService", image(`${(start + unit.repeat(1024)).slice(0, 1023)}!`)]);
      }
      for (const start of ["arn:aws", "arn:aws-a", "arn:aws:apprunner:us-east-1:123456789012:"]) {
        bombs.push(["DescribeService", { ServiceArn: `${(start + unit.repeat(1011)).slice(0, 1010)}!` }]);
      }
    }
    for (const [operation, input] of bombs) {
      for (const strict of [true, false]) {
        const began = performance.now();
        assert.throws(() => checkInput(operation, input, { strict }));
        const took = performance.now() - began;
        assert.ok(took < 100, `${took} ms for ${JSON.stringify(input).slice(0, 120)}`);
      }
    }
  });
});

const ARN = "arn:aws:apprunner:us-east-1:000000000000:service/demo/0123456789abcdef0123456789abcdef";

function check(operation: Parameters<typeof checkInput>[0], input: unknown): void {
  checkInput(operation, input, { strict: true });
}

function withVariables(variables: Record<string, string>) {
  const image = {
    ImageIdentifier: "public.ecr.aws/team/demo:1",
    ImageRepositoryType: "ECR_PUBLIC",
    ImageConfiguration: { RuntimeEnvironmentVariables: variables },
  };
  return { ServiceArn: ARN, SourceConfiguration: { ImageRepository: image } };
}

function refusal(message: string) {
  return (error: unknown) => {
    assert.ok(error instanceof ApiError, String(error));
    assert.equal(error.apiName, "InvalidRequestException");
    assert.equal(error.message, message);
    return true;
  };
}
