import assert from "node:assert/strict";
import type { OperationName } from "../../../api/shapes";
import { MAX_TAGS } from "../../../api/tags";
import { VALID_INPUTS } from "../../../test/wire/validInputs";
import { ApiError } from "../../model/apiError";
import { checkInput } from "../check";

type Change = Record<string, unknown>;

describe("the rules between members", () => {
  it("take the pairs of CPU and memory that exist, in either unit, defaults filled in", () => {
    for (const [cpu, memory] of [
      ["256", "512"],
      ["0.25 vCPU", "1 GB"],
      ["1 vCPU", "2048"],
      ["4096", "12 GB"],
      [undefined, "3 GB"],
      ["1024", undefined],
    ]) {
      accept("CreateService", { "InstanceConfiguration.Cpu": cpu, "InstanceConfiguration.Memory": memory });
    }
    refuse(
      "CreateService",
      { "InstanceConfiguration.Cpu": "0.5 vCPU", "InstanceConfiguration.Memory": "2 GB" },
      /^The combination of Cpu 512 and Memory 2048 isn't supported\. With Cpu 512 \(0\.5 vCPU\), Memory can be 1024 \(1 GB\)\.$/,
    );
    refuse(
      "CreateService",
      { "InstanceConfiguration.Cpu": "256", "InstanceConfiguration.Memory": undefined },
      /Memory 2048 isn't supported/,
    );
    refuse(
      "UpdateService",
      { "InstanceConfiguration.Cpu": "256", "InstanceConfiguration.Memory": "4 GB" },
      /isn't supported/,
    );
    accept("UpdateService", { "InstanceConfiguration.Cpu": "256", "InstanceConfiguration.Memory": undefined });
  });

  it("refuse a CPU size that only the loose dot of the pattern lets through", () => {
    refuse("CreateService", { "InstanceConfiguration.Cpu": "0x25 vCPU" }, /^The Cpu .0x25 vCPU. isn.t supported/);
  });

  it("ask for exactly one of code and image", () => {
    const { CodeRepository } = source("CreateService", CODE);
    refuse("CreateService", { "SourceConfiguration.CodeRepository": CodeRepository }, /but not both/);
    refuse("UpdateService", { "SourceConfiguration.CodeRepository": CodeRepository }, /but not both/);
    refuse("CreateService", { SourceConfiguration: {} }, /either a CodeRepository or an ImageRepository/);
    accept("UpdateService", { SourceConfiguration: { AutoDeploymentsEnabled: false } });
  });

  it("ask for configuration values with the source API, and only with it", () => {
    const at = "SourceConfiguration.CodeRepository.CodeConfiguration";
    for (const operation of ["CreateService", "UpdateService"] as const) {
      refuse(operation, { [`${at}.CodeConfigurationValues`]: undefined }, /must have CodeConfigurationValues/, CODE);
      refuse(operation, { [`${at}.ConfigurationSource`]: "REPOSITORY" }, /only when ConfigurationSource is API/, CODE);
    }
    refuse("CreateService", { [at]: undefined }, /must have a CodeConfiguration/, CODE);
    accept("UpdateService", { [at]: undefined }, CODE);
  });

  it("ask for an instance role with secrets, in App Runner's words", () => {
    for (const which of [IMAGE, CODE]) {
      const message = /^Instance Role have to be provided if passing in RuntimeEnvironmentSecrets\.$/;
      refuse("CreateService", { "InstanceConfiguration.InstanceRoleArn": undefined }, message, which);
      refuse("CreateService", { InstanceConfiguration: undefined }, message, which);
    }
  });

  it("keep names of variables to those that a process can have and App Runner does not need, without echoing them", () => {
    const at = "SourceConfiguration.ImageRepository.ImageConfiguration";
    for (const key of ["AWSAPPRUNNER_X", "awsapprunner"]) {
      for (const member of ["RuntimeEnvironmentVariables", "RuntimeEnvironmentSecrets"]) {
        refuse(
          "CreateService",
          { [`${at}.${member}`]: { [key]: "x" } },
          /^Keys with a prefix of AWSAPPRUNNER are reserved for system use/,
        );
      }
    }
    refuse(
      "CreateService",
      { [`${at}.RuntimeEnvironmentVariables`]: { "MY=NAME": "x" } },
      /^A key in [A-Za-z.]+ contains '='/,
    );
    refuse("CreateService", { [`${at}.RuntimeEnvironmentVariables`]: { NAME: "a\0b" } }, /NUL/);
    refuse("CreateService", { [`${at}.RuntimeEnvironmentVariables`]: { PASSWORD: "x" } }, /^A name stands both in/);
  });

  it("take ports from 1 to 65535", () => {
    const at = "SourceConfiguration.ImageRepository.ImageConfiguration.Port";
    for (const port of ["1", "80", "65535"]) accept("CreateService", { [at]: port });
    for (const port of ["", "0", "65536", "080", "8080 ", "http", "-1", "1e3"])
      refuse("CreateService", { [at]: port }, /Port must be a number/);
    refuse(
      "UpdateService",
      { "SourceConfiguration.CodeRepository.CodeConfiguration.CodeConfigurationValues.Port": "x" },
      /Port/,
      CODE,
    );
  });

  it("give a role to a private image, and neither a role nor automatic deployments to a public one", () => {
    const role = "SourceConfiguration.AuthenticationConfiguration";
    const identifier = "SourceConfiguration.ImageRepository.ImageIdentifier";
    const type = "SourceConfiguration.ImageRepository.ImageRepositoryType";
    const auto = "SourceConfiguration.AutoDeploymentsEnabled";
    const isPublic = { [identifier]: "public.ecr.aws/team/demo:1", [type]: "ECR_PUBLIC" };
    accept("CreateService", { ...isPublic, [role]: undefined, [auto]: false });
    accept("CreateService", { ...isPublic, [role]: undefined, [auto]: undefined });
    refuse("CreateService", { ...isPublic, [auto]: false }, /can't have an AccessRoleArn/);
    refuse("CreateService", { ...isPublic, [role]: undefined }, /AutoDeploymentsEnabled can't be true/);
    refuse("CreateService", { [role]: undefined }, /must have an AccessRoleArn for an image in Amazon ECR/);
    refuse("CreateService", { [identifier]: "public.ecr.aws/team/demo:1" }, /ImageRepositoryType must be ECR_PUBLIC/);
    refuse("CreateService", { [type]: "ECR_PUBLIC" }, /ImageRepositoryType must be ECR for/);
  });

  it("refuse branches and directories that lead elsewhere", () => {
    const branch = "SourceConfiguration.CodeRepository.SourceCodeVersion.Value";
    const directory = "SourceConfiguration.CodeRepository.SourceDirectory";
    for (const name of ["main", "feature/x-1.2", "a_b", "é"]) accept("CreateService", { [branch]: name }, CODE);
    for (const name of ["", "--upload-pack=x", "a b", "a..b", "a~1", "a:b", "/a", "a/", "a.", "@{u}"]) {
      refuse("CreateService", { [branch]: name }, /isn't a valid branch name/, CODE);
    }
    refuse("CreateService", { [directory]: "/a/../../b" }, /must not contain '\.\.'/, CODE);
    accept("CreateService", { [directory]: "/a..b/" }, CODE);
  });

  it("take a health check's path only in the form of one", () => {
    for (const path of ["/", "/up?x=1"]) accept("CreateService", { "HealthCheckConfiguration.Path": path });
    for (const path of ["up", "/a b", "/a\r\nHost: x", "/é"]) {
      refuse(
        "UpdateService",
        { "HealthCheckConfiguration.Path": path },
        /HealthCheckConfiguration\.Path must start with '\/'/,
      );
    }
  });

  it("tie a VPC connector to VPC egress and an observability configuration to enabled observability", () => {
    const egress = "NetworkConfiguration.EgressConfiguration";
    for (const operation of ["CreateService", "UpdateService"] as const) {
      refuse(operation, { [`${egress}.VpcConnectorArn`]: undefined }, /must have a VpcConnectorArn/);
      refuse(operation, { [`${egress}.EgressType`]: "DEFAULT" }, /only when EgressType is VPC/);
      refuse(
        operation,
        { "ObservabilityConfiguration.ObservabilityEnabled": false },
        /only when ObservabilityEnabled is true/,
      );
      refuse(
        operation,
        { "ObservabilityConfiguration.ObservabilityConfigurationArn": undefined },
        /must have an Observab/,
      );
    }
    accept("CreateService", {
      [egress]: { EgressType: "DEFAULT" },
      ObservabilityConfiguration: { ObservabilityEnabled: false },
    });
  });

  it("ask an update for something to update, in App Runner's words", () => {
    const [input] = VALID_INPUTS.UpdateService;
    for (const empty of [{}, { SourceConfiguration: {} }, { InstanceConfiguration: {}, NetworkConfiguration: {} }]) {
      assert.throws(
        () => checkInput("UpdateService", { ServiceArn: input!.ServiceArn, ...empty }, { strict: true }),
        refusal(/^No configurations provided in the UpdateService request\.$/),
      );
    }
  });

  it("take domains as the guide has them", () => {
    for (const name of [
      "example.com",
      "login.example.com",
      "a.b.c.example.com",
      "*.example.com",
      "*.example.co.uk",
      "x.localhost",
    ]) {
      accept("AssociateCustomDomain", { DomainName: name });
    }
    for (const name of [
      "example",
      "login*.example.com",
      "*.login.example.com",
      "*.com",
      "a..b",
      ".a.b",
      "a.b.",
      "-a.com",
      "*",
      "a.*.com",
    ]) {
      refuse("AssociateCustomDomain", { DomainName: name }, /The domain name '.*' isn't valid/);
    }
    refuse(
      "AssociateCustomDomain",
      { DomainName: "*.example.com", EnableWWWSubdomain: true },
      /EnableWWWSubdomain can't be true/,
    );
    accept("AssociateCustomDomain", { DomainName: "*.example.com", EnableWWWSubdomain: undefined });
  });

  it("keep MinSize within MaxSize, defaults filled in", () => {
    refuse(
      "CreateAutoScalingConfiguration",
      { MinSize: 5, MaxSize: 4 },
      /^MinSize \(5\) can't be greater than MaxSize \(4\)\.$/,
    );
    accept("CreateAutoScalingConfiguration", { MinSize: 25, MaxSize: undefined });
    accept("CreateAutoScalingConfiguration", { MinSize: undefined, MaxSize: 1 });
  });

  it("delete all revisions by name alone, in App Runner's words", () => {
    const arn = VALID_INPUTS.DescribeAutoScalingConfiguration[0]!.AutoScalingConfigurationArn;
    const message =
      /^You cannot specify full auto scaling configuration ARN and DeleteAllRevisions as true at same time$/;
    refuse("DeleteAutoScalingConfiguration", { AutoScalingConfigurationArn: arn }, message);
    accept("DeleteAutoScalingConfiguration", { AutoScalingConfigurationArn: arn, DeleteAllRevisions: false });
  });

  it("hold tags to one value per key and fifty in all, on every kind", () => {
    const kinds: OperationName[] = [
      "CreateService",
      "CreateConnection",
      "CreateAutoScalingConfiguration",
      "CreateObservabilityConfiguration",
      "CreateVpcConnector",
      "CreateVpcIngressConnection",
      "TagResource",
    ];
    const many = (count: number) => Array.from({ length: count }, (_, i) => ({ Key: `k${i}`, Value: "" }));
    for (const kind of kinds) {
      accept(kind, { Tags: many(MAX_TAGS) });
      refuse(kind, { Tags: many(MAX_TAGS + 1) }, /^A resource can have 50 tags at most\. The request has 51\.$/);
      refuse(kind, { Tags: [{ Key: "a" }, { Key: "a" }] }, /^The tag key 'a' stands in Tags more than once\.$/);
      refuse(kind, { Tags: [{ Value: "a" }] }, /must have a Key/);
      refuse(kind, { Tags: [{ Key: "aws:x" }] }, /tags\.1\.member\.key/);
    }
  });

  it("ask for subnets, and for both parts of an ingress VPC", () => {
    refuse("CreateVpcConnector", { Subnets: [] }, /at least one subnet/);
    refuse("CreateVpcConnector", { SecurityGroups: [""] }, /SecurityGroups must not contain an empty ID/);
    for (const operation of ["CreateVpcIngressConnection", "UpdateVpcIngressConnection"] as const) {
      refuse(operation, { "IngressVpcConfiguration.VpcId": undefined }, /both a VpcId and a VpcEndpointId/);
      refuse(operation, { "IngressVpcConfiguration.VpcEndpointId": "" }, /both a VpcId and a VpcEndpointId/);
    }
  });
});

/** Which of the valid inputs of CreateService and UpdateService is changed. */
const IMAGE = 0;
const CODE = 1;

function accept(operation: OperationName, changes: Change, which = IMAGE): void {
  checkInput(operation, changed(operation, changes, which), { strict: true });
}

function refuse(operation: OperationName, changes: Change, message: RegExp, which = IMAGE): void {
  assert.throws(
    () => checkInput(operation, changed(operation, changes, which), { strict: true }),
    refusal(message),
    JSON.stringify(changes),
  );
}

function refusal(message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof ApiError, String(error));
    assert.equal(error.apiName, "InvalidRequestException");
    assert.match(error.message, message);
    return true;
  };
}

/** A valid input with members set, or taken away, by their paths. */
function changed(operation: OperationName, changes: Change, which: number): Record<string, unknown> {
  const input = structuredClone(VALID_INPUTS[operation][which]!);
  for (const [path, value] of Object.entries(changes)) {
    const names = path.split(".");
    const last = names.pop()!;
    let holder = input;
    for (const name of names) {
      holder[name] ??= {};
      holder = holder[name] as Record<string, unknown>;
    }
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  }
  return input;
}

function source(operation: OperationName, which: number): Record<string, unknown> {
  return VALID_INPUTS[operation][which]!.SourceConfiguration as Record<string, unknown>;
}
