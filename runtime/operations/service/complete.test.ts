import assert from "node:assert/strict";
import { completeConfiguration } from "./complete";

const account = "000000000000";
const image = (ImageIdentifier: string, ImageRepositoryType: "ECR" | "ECR_PUBLIC" = "ECR") => ({
  SourceConfiguration: { ImageRepository: { ImageIdentifier, ImageRepositoryType } },
});
const code = {
  RepositoryUrl: "https://github.com/me/app",
  SourceCodeVersion: { Type: "BRANCH", Value: "main" },
  CodeConfiguration: { ConfigurationSource: "REPOSITORY" },
} as const;

describe("a completed configuration", () => {
  it("has the API's defaults wherever nothing was given", () => {
    assert.deepEqual(completeConfiguration(image("hello:1"), account), {
      SourceConfiguration: {
        AutoDeploymentsEnabled: true,
        ImageRepository: {
          ImageIdentifier: "hello:1",
          ImageRepositoryType: "ECR",
          ImageConfiguration: { Port: "8080" },
        },
      },
      InstanceConfiguration: { Cpu: "1024", Memory: "2048" },
      HealthCheckConfiguration: {
        Protocol: "TCP",
        Path: "/",
        Interval: 5,
        Timeout: 2,
        HealthyThreshold: 1,
        UnhealthyThreshold: 5,
      },
      NetworkConfiguration: {
        EgressConfiguration: { EgressType: "DEFAULT" },
        IngressConfiguration: { IsPubliclyAccessible: true },
        IpAddressType: "IPV4",
      },
      ObservabilityConfiguration: { ObservabilityEnabled: false },
    });
  });

  it("has sizes in numbers, as the API gives them back", () => {
    const size = (Cpu: string, Memory: string) =>
      completeConfiguration({ ...image("a"), InstanceConfiguration: { Cpu, Memory } }, account).InstanceConfiguration;
    assert.deepEqual(size("0.25 vCPU", "0.5 GB"), { Cpu: "256", Memory: "512" });
    assert.deepEqual(size("4 vCPU", "12 GB"), { Cpu: "4096", Memory: "12288" });
    assert.deepEqual(size("512", "1024"), { Cpu: "512", Memory: "1024" });
  });

  for (const [expected, what, request] of [
    [true, "a code repository", { SourceConfiguration: { CodeRepository: code } }],
    [true, "the account's own registry", image(`${account}.dkr.ecr.us-east-1.amazonaws.com/a:1`)],
    [false, "another account's registry", image("123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1")],
    [false, "ECR Public", image("public.ecr.aws/a/b:1", "ECR_PUBLIC")],
  ] as const) {
    it(`deploys automatically from ${what}: ${expected}`, () => {
      const { SourceConfiguration } = completeConfiguration(request, account);
      assert.equal(SourceConfiguration.AutoDeploymentsEnabled, expected);
    });
  }

  it("reads a code repository from its root when nothing else is said", () => {
    const { SourceConfiguration } = completeConfiguration({ SourceConfiguration: { CodeRepository: code } }, account);
    assert.deepEqual(SourceConfiguration.CodeRepository, { ...code, SourceDirectory: "/" });
  });

  it("keeps every value that was given", () => {
    const given = {
      SourceConfiguration: {
        AutoDeploymentsEnabled: false,
        AuthenticationConfiguration: { AccessRoleArn: "arn:aws:iam::000000000000:role/ecr" },
        ImageRepository: {
          ImageIdentifier: "hello:1",
          ImageRepositoryType: "ECR",
          ImageConfiguration: { Port: "9000", StartCommand: "run", RuntimeEnvironmentVariables: { A: "1" } },
        },
      },
      InstanceConfiguration: { Cpu: "2048", Memory: "4096", InstanceRoleArn: "arn:aws:iam::000000000000:role/app" },
      HealthCheckConfiguration: {
        Protocol: "HTTP",
        Path: "/health",
        Interval: 1,
        Timeout: 1,
        HealthyThreshold: 2,
        UnhealthyThreshold: 3,
      },
      NetworkConfiguration: {
        EgressConfiguration: { EgressType: "VPC", VpcConnectorArn: "arn" },
        IngressConfiguration: { IsPubliclyAccessible: false },
        IpAddressType: "DUAL_STACK",
      },
      ObservabilityConfiguration: { ObservabilityEnabled: true, ObservabilityConfigurationArn: "arn" },
      EncryptionConfiguration: { KmsKey: "key" },
    } as const;
    assert.deepEqual(completeConfiguration(given, account), given);
  });
});
