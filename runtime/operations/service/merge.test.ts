import assert from "node:assert/strict";
import type { UpdateServiceRequest } from "@aws-sdk/client-apprunner";
import type { ServiceConfiguration } from "../../model/service";
import { completeConfiguration } from "./complete";
import { mergeConfiguration, needsDeployment } from "./merge";

const ServiceArn = "arn:aws:apprunner:us-east-1:000000000000:service/app/8fe1e10304f84fd2b0df550fe98a71fa";
const current: ServiceConfiguration = {
  ...completeConfiguration(
    {
      SourceConfiguration: {
        AuthenticationConfiguration: { AccessRoleArn: "role" },
        ImageRepository: {
          ImageIdentifier: "hello:1",
          ImageRepositoryType: "ECR",
          ImageConfiguration: { Port: "9000", RuntimeEnvironmentVariables: { A: "1", B: "2" } },
        },
      },
      InstanceConfiguration: { Cpu: "1024", Memory: "2048", InstanceRoleArn: "instance role" },
    },
    "000000000000",
  ),
  AutoScalingConfigurationArn: "scaling/1",
};
const codeSource = {
  CodeRepository: { RepositoryUrl: "file:///app", SourceCodeVersion: { Type: "BRANCH", Value: "main" } },
} as const;
const merge = (update: Omit<UpdateServiceRequest, "ServiceArn">) =>
  mergeConfiguration(current, { ServiceArn, ...update });

describe("an update laid over a configuration", () => {
  it("leaves what it does not name", () => {
    assert.deepEqual(merge({}), current);
  });

  it("changes the memory and keeps CPU and role", () => {
    assert.deepEqual(merge({ InstanceConfiguration: { Memory: "4096" } }).InstanceConfiguration, {
      Cpu: "1024",
      Memory: "4096",
      InstanceRoleArn: "instance role",
    });
  });

  it("changes the image and keeps how it is run", () => {
    const ImageRepository = { ImageIdentifier: "hello:2", ImageRepositoryType: "ECR" } as const;
    assert.deepEqual(merge({ SourceConfiguration: { ImageRepository } }).SourceConfiguration, {
      ...current.SourceConfiguration,
      ImageRepository: {
        ...ImageRepository,
        ImageConfiguration: { Port: "9000", RuntimeEnvironmentVariables: { A: "1", B: "2" } },
      },
    });
  });

  it("takes a variable away by naming those that stay", () => {
    const ImageRepository = {
      ImageIdentifier: "hello:1",
      ImageRepositoryType: "ECR",
      ImageConfiguration: { Port: "9000", RuntimeEnvironmentVariables: { B: "2" } },
    } as const;
    const { SourceConfiguration } = merge({ SourceConfiguration: { ImageRepository } });
    assert.deepEqual(SourceConfiguration.ImageRepository?.ImageConfiguration?.RuntimeEnvironmentVariables, { B: "2" });
  });

  it("leaves the VPC when the egress is given without a connector", () => {
    const inVpc = {
      ...current,
      NetworkConfiguration: { EgressConfiguration: { EgressType: "VPC", VpcConnectorArn: "c" } },
    };
    const merged = mergeConfiguration(inVpc as ServiceConfiguration, {
      ServiceArn,
      NetworkConfiguration: { EgressConfiguration: { EgressType: "DEFAULT" } },
    });
    assert.deepEqual(merged.NetworkConfiguration.EgressConfiguration, { EgressType: "DEFAULT" });
  });

  it("stays private and in its VPC when ingress and egress are given empty", () => {
    const NetworkConfiguration = {
      EgressConfiguration: { EgressType: "VPC", VpcConnectorArn: "c" },
      IngressConfiguration: { IsPubliclyAccessible: false },
      IpAddressType: "IPV4",
    } as const;
    const merged = mergeConfiguration(
      { ...current, NetworkConfiguration },
      {
        ServiceArn,
        NetworkConfiguration: { EgressConfiguration: {}, IngressConfiguration: {} },
      },
    );
    assert.deepEqual(merged.NetworkConfiguration, NetworkConfiguration);
  });

  it("asks anew whether to deploy automatically when the image becomes public", () => {
    const ImageRepository = { ImageIdentifier: "public.ecr.aws/a/b", ImageRepositoryType: "ECR_PUBLIC" } as const;
    const { SourceConfiguration } = merge({ SourceConfiguration: { ImageRepository } });
    assert.equal(SourceConfiguration.AutoDeploymentsEnabled, undefined);
  });

  it("refuses to turn an image into code, or code into an image", () => {
    assert.throws(() => merge({ SourceConfiguration: codeSource }), { name: "InvalidRequestException" });
    const code = { ...current, SourceConfiguration: codeSource };
    const { SourceConfiguration } = current;
    assert.throws(() => mergeConfiguration(code, { ServiceArn, SourceConfiguration }), {
      name: "InvalidRequestException",
    });
  });
});

describe("an update needs a deployment", () => {
  for (const [expected, what, update] of [
    [false, "scaling", { AutoScalingConfigurationArn: "scaling/2" }],
    [false, "the automatic deployment switch", { SourceConfiguration: { AutoDeploymentsEnabled: false } }],
    [true, "the source", { SourceConfiguration: codeSource }],
    [true, "the source along with scaling", { SourceConfiguration: codeSource, AutoScalingConfigurationArn: "a" }],
    [true, "sizes", { InstanceConfiguration: { Memory: "4096" } }],
    [true, "the health check", { HealthCheckConfiguration: { Path: "/x" } }],
    [true, "the network", { NetworkConfiguration: { IpAddressType: "DUAL_STACK" } }],
    [true, "observability", { ObservabilityConfiguration: { ObservabilityEnabled: false } }],
  ] as const) {
    it(`for ${what}: ${expected}`, () => assert.equal(needsDeployment({ ServiceArn, ...update }), expected));
  }
});
