import assert from "node:assert/strict";
import { z } from "zod";
import { diffInputs, replaces } from "../core/diff";
import { bare, membersOf } from "../core/property";
import type { Definition, Properties } from "../core/resource";
import { UNKNOWN } from "../core/unknown";
import { RESOURCES, type ResourceName } from ".";

const ROLE = "arn:aws:iam::000000000000:role/";
const ARN = "arn:aws:apprunner:us-east-1:000000000000:";
const KEY = "arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-00000000000";

/** Full inputs of each kind; the generated name stands in what is live, never in the program. */
const FROM_CODE: Properties = {
  serviceName: "hello",
  sourceConfiguration: {
    codeRepository: {
      repositoryUrl: "https://github.com/me/app",
      sourceCodeVersion: { type: "BRANCH", value: "main" },
      sourceDirectory: "/",
      codeConfiguration: {
        configurationSource: "API",
        codeConfigurationValues: {
          runtime: "PYTHON_3",
          buildCommand: "make",
          startCommand: "run",
          port: "8080",
          runtimeEnvironmentVariables: { A: "1" },
          runtimeEnvironmentSecrets: { S: "arn:a" },
        },
      },
    },
    autoDeploymentsEnabled: true,
    authenticationConfiguration: { connectionArn: `${ARN}connection/a/1` },
  },
  instanceConfiguration: { cpu: "1024", memory: "2048", instanceRoleArn: `${ROLE}a` },
  healthCheckConfiguration: {
    protocol: "TCP",
    path: "/",
    interval: 5,
    timeout: 2,
    healthyThreshold: 1,
    unhealthyThreshold: 5,
  },
  autoScalingConfigurationArn: `${ARN}autoscalingconfiguration/a/1/x`,
  networkConfiguration: {
    egressConfiguration: { egressType: "VPC", vpcConnectorArn: `${ARN}vpcconnector/a/1/x` },
    ingressConfiguration: { isPubliclyAccessible: true },
    ipAddressType: "IPV4",
  },
  observabilityConfiguration: {
    observabilityEnabled: true,
    observabilityConfigurationArn: `${ARN}observabilityconfiguration/a/1/x`,
  },
  encryptionConfiguration: { kmsKey: `${KEY}1` },
  deployOn: { commit: "a" },
  desiredState: "running",
  tags: { a: "1" },
};
const FROM_IMAGE: Properties = {
  serviceName: "hello",
  sourceConfiguration: {
    imageRepository: {
      imageIdentifier: "000000000000.dkr.ecr.us-east-1.amazonaws.com/a:1",
      imageRepositoryType: "ECR",
      imageConfiguration: {
        port: "8080",
        startCommand: "run",
        runtimeEnvironmentVariables: { A: "1" },
        runtimeEnvironmentSecrets: { S: "arn:a" },
      },
    },
    authenticationConfiguration: { accessRoleArn: `${ROLE}a` },
  },
};
const CODE = "sourceConfiguration.codeRepository";
const VALUES = `${CODE}.codeConfiguration.codeConfigurationValues`;
const IMAGE = "sourceConfiguration.imageRepository";

type Outcome = "update" | "replace" | "delete before replace";
type Row = [path: string, value: unknown, outcome: Outcome];

/** DESIGN, "Mutability": one row per property and one value that it changes to. */
const TABLE: { kind: ResourceName; from: Properties; rows: Row[] }[] = [
  {
    kind: "service",
    from: FROM_CODE,
    rows: [
      ["serviceName", "other", "replace"],
      [`${CODE}.repositoryUrl`, "https://github.com/me/other", "update"],
      [`${CODE}.sourceCodeVersion.type`, "OTHER", "update"],
      [`${CODE}.sourceCodeVersion.value`, "next", "update"],
      [`${CODE}.sourceDirectory`, "app", "update"],
      [`${CODE}.codeConfiguration.configurationSource`, "REPOSITORY", "update"],
      [`${VALUES}.runtime`, "NODEJS_22", "update"],
      [`${VALUES}.buildCommand`, "make all", "update"],
      [`${VALUES}.startCommand`, "run it", "update"],
      [`${VALUES}.port`, "8081", "update"],
      [`${VALUES}.runtimeEnvironmentVariables`, { A: "2" }, "update"],
      [`${VALUES}.runtimeEnvironmentSecrets`, { S: "arn:b" }, "update"],
      [CODE, undefined, "delete before replace"],
      ["sourceConfiguration.autoDeploymentsEnabled", false, "update"],
      ["sourceConfiguration.authenticationConfiguration.connectionArn", `${ARN}connection/b/1`, "update"],
      ["instanceConfiguration.cpu", "2048", "update"],
      ["instanceConfiguration.memory", "4096", "update"],
      ["instanceConfiguration.instanceRoleArn", `${ROLE}b`, "update"],
      ["healthCheckConfiguration.protocol", "HTTP", "update"],
      ["healthCheckConfiguration.path", "/health", "update"],
      ["healthCheckConfiguration.interval", 6, "update"],
      ["healthCheckConfiguration.timeout", 3, "update"],
      ["healthCheckConfiguration.healthyThreshold", 2, "update"],
      ["healthCheckConfiguration.unhealthyThreshold", 6, "update"],
      ["autoScalingConfigurationArn", `${ARN}autoscalingconfiguration/a/2/y`, "update"],
      ["networkConfiguration.egressConfiguration.egressType", "DEFAULT", "update"],
      ["networkConfiguration.egressConfiguration.vpcConnectorArn", `${ARN}vpcconnector/b/1/x`, "update"],
      ["networkConfiguration.ingressConfiguration.isPubliclyAccessible", false, "update"],
      ["networkConfiguration.ipAddressType", "DUAL_STACK", "update"],
      ["observabilityConfiguration.observabilityEnabled", false, "update"],
      ["observabilityConfiguration.observabilityConfigurationArn", `${ARN}observabilityconfiguration/b/1/x`, "update"],
      ["encryptionConfiguration.kmsKey", `${KEY}2`, "delete before replace"],
      ["encryptionConfiguration", undefined, "delete before replace"],
      ["deployOn", { commit: "b" }, "update"],
      ["desiredState", "paused", "update"],
      ["desiredState", undefined, "update"],
      ["ignoreImage", true, "update"],
      ["deleteWithDomains", true, "update"],
      ["tags", { a: "2" }, "update"],
    ],
  },
  {
    kind: "service",
    from: FROM_IMAGE,
    rows: [
      [`${IMAGE}.imageIdentifier`, "000000000000.dkr.ecr.us-east-1.amazonaws.com/a:2", "update"],
      [`${IMAGE}.imageRepositoryType`, "ECR_PUBLIC", "update"],
      [`${IMAGE}.imageConfiguration.port`, "80", "update"],
      [`${IMAGE}.imageConfiguration.startCommand`, "run it", "update"],
      [`${IMAGE}.imageConfiguration.runtimeEnvironmentVariables`, { A: "1", B: "2" }, "update"],
      [`${IMAGE}.imageConfiguration.runtimeEnvironmentSecrets`, {}, "update"],
      [IMAGE, undefined, "delete before replace"],
      ["sourceConfiguration.authenticationConfiguration.accessRoleArn", `${ROLE}b`, "update"],
      ["encryptionConfiguration", { kmsKey: `${KEY}1` }, "delete before replace"],
    ],
  },
  {
    kind: "autoScalingConfiguration",
    from: { autoScalingConfigurationName: "small", maxConcurrency: 10, minSize: 1, maxSize: 2, tags: { a: "1" } },
    rows: [
      ["autoScalingConfigurationName", "tiny", "replace"],
      ["maxConcurrency", 11, "update"],
      ["minSize", 2, "update"],
      ["maxSize", 3, "update"],
      ["tags", {}, "update"],
    ],
  },
  {
    kind: "connection",
    from: { connectionName: "github", providerType: "GITHUB", tags: { a: "1" } },
    rows: [
      ["connectionName", "other", "replace"],
      ["providerType", "BITBUCKET", "delete before replace"],
      ["tags", { b: "1" }, "update"],
    ],
  },
  {
    kind: "customDomainAssociation",
    from: { domainName: "example.com", serviceArn: `${ARN}service/a/1`, enableWWWSubdomain: true },
    rows: [
      ["domainName", "other.example.com", "replace"],
      ["serviceArn", `${ARN}service/b/1`, "delete before replace"],
      ["enableWWWSubdomain", false, "delete before replace"],
    ],
  },
  {
    kind: "customDomainValidation",
    from: { domainName: "example.com", serviceArn: `${ARN}service/a/1`, validationRecordNames: ["_a.example.com"] },
    rows: [
      ["domainName", "other.example.com", "replace"],
      ["serviceArn", `${ARN}service/b/1`, "replace"],
      ["validationRecordNames", ["_b.example.com"], "update"],
    ],
  },
  {
    kind: "defaultAutoScalingConfiguration",
    from: { autoScalingConfigurationArn: `${ARN}autoscalingconfiguration/a/1/x` },
    rows: [["autoScalingConfigurationArn", `${ARN}autoscalingconfiguration/a/2/y`, "update"]],
  },
  {
    kind: "deployment",
    from: { serviceArn: `${ARN}service/a/1`, triggers: { commit: "a" } },
    rows: [
      ["serviceArn", `${ARN}service/b/1`, "replace"],
      ["triggers", { commit: "b" }, "replace"],
    ],
  },
  {
    kind: "observabilityConfiguration",
    from: { observabilityConfigurationName: "traces", traceConfiguration: { vendor: "AWSXRAY" }, tags: { a: "1" } },
    rows: [
      ["observabilityConfigurationName", "other", "replace"],
      ["traceConfiguration.vendor", "OTHER", "update"],
      ["traceConfiguration", undefined, "update"],
      ["tags", {}, "update"],
    ],
  },
  {
    kind: "vpcConnector",
    from: { vpcConnectorName: "inside", subnets: ["subnet-1", "subnet-2"], securityGroups: ["sg-1"], tags: { a: "1" } },
    rows: [
      ["vpcConnectorName", "other", "replace"],
      ["subnets", ["subnet-1"], "delete before replace"],
      ["securityGroups", ["sg-2"], "delete before replace"],
      ["tags", { a: "2" }, "update"],
    ],
  },
  {
    kind: "vpcIngressConnection",
    from: {
      serviceArn: `${ARN}service/a/1`,
      vpcIngressConnectionName: "from-vpc",
      ingressVpcConfiguration: { vpcId: "vpc-1", vpcEndpointId: "vpce-1" },
      tags: { a: "1" },
    },
    rows: [
      ["serviceArn", `${ARN}service/b/1`, "delete before replace"],
      ["vpcIngressConnectionName", "other", "replace"],
      ["ingressVpcConfiguration.vpcId", "vpc-2", "update"],
      ["ingressVpcConfiguration.vpcEndpointId", "vpce-2", "update"],
      ["tags", {}, "update"],
    ],
  },
];

describe("mutability", () => {
  for (const { kind, from, rows } of TABLE) {
    const { definition } = RESOURCES[kind];
    for (const [path, value, outcome] of rows) {
      const how = value === undefined ? "is taken away" : "changes";
      it(`${definition.kind}: ${outcome} when ${path} ${how}`, () => {
        assert.equal(outcomeOf(definition, from, changed(from, path, value)), outcome);
      });
    }
  }

  it("has a row for every property of every kind", () => {
    for (const kind of Object.keys(RESOURCES) as ResourceName[]) {
      const rows = new Set(
        TABLE.filter((part) => part.kind === kind).flatMap((part) => part.rows.map(([path]) => path)),
      );
      for (const path of leaves(RESOURCES[kind].definition.inputs)) assert.ok(rows.has(path), `${kind}: ${path}`);
    }
  });

  it("replaces create-first when the name is made up, delete-first when the program gives it", () => {
    const { definition } = RESOURCES.service;
    const { serviceName: _, ...unnamed } = FROM_CODE;
    const wanted = changed(unnamed, "encryptionConfiguration.kmsKey", `${KEY}2`);
    assert.equal(outcomeOf(definition, FROM_CODE, wanted), "replace");
  });

  it("keeps a made-up name", () => {
    const { serviceName: _, ...unnamed } = FROM_CODE;
    assert.deepEqual(diffInputs(RESOURCES.service.definition, FROM_CODE, unnamed).changes, []);
  });

  it("says the reason and the cost of a replacement", () => {
    const wanted = changed(FROM_CODE, "serviceName", "other");
    const [change] = diffInputs(RESOURCES.service.definition, FROM_CODE, wanted).changes;
    assert.match(change!.why!, /the name of a service cannot be changed: .* another default URL/);
  });

  for (const [what, olds, news] of SAME()) {
    it(`sees no change in ${what}`, () => {
      assert.deepEqual(diffInputs(RESOURCES.service.definition, olds, news).changes, []);
      assert.deepEqual(diffInputs(RESOURCES.service.definition, news, olds).changes, []);
    });
  }

  it("takes a value that is not known yet for a change that may be none", () => {
    const wanted = changed(FROM_CODE, "autoScalingConfigurationArn", UNKNOWN);
    const { changes } = diffInputs(RESOURCES.service.definition, FROM_CODE, wanted);
    assert.deepEqual(changes, [
      { path: "autoScalingConfigurationArn", kind: "update", effect: "update", certain: false },
    ]);
  });

  it("sees no change in another order of a list, and none for certain in one with an unknown item", () => {
    const { definition } = RESOURCES.vpcConnector;
    const olds = { vpcConnectorName: "inside", subnets: ["subnet-1", "subnet-2"], securityGroups: ["sg-1"] };
    assert.deepEqual(diffInputs(definition, olds, { subnets: ["subnet-2", "subnet-1"] }).changes, []);
    const { changes } = diffInputs(definition, olds, { subnets: ["subnet-1", UNKNOWN] });
    assert.equal(changes.length, 1);
    assert.deepEqual(replaces(changes), []);
  });

  it("does not replace for a value that is not known yet", () => {
    const { definition } = RESOURCES.customDomainAssociation;
    const olds = { domainName: "example.com", serviceArn: `${ARN}service/a/1` };
    const { changes } = diffInputs(definition, olds, { ...olds, serviceArn: UNKNOWN });
    assert.equal(changes.length, 1);
    assert.deepEqual(replaces(changes), []);
  });
});

function SAME(): [what: string, olds: Properties, news: Properties][] {
  const bare = { serviceName: "hello", sourceConfiguration: FROM_IMAGE.sourceConfiguration };
  return [
    [
      "other units",
      { instanceConfiguration: { cpu: "1 vCPU", memory: "2 GB" } },
      { instanceConfiguration: { cpu: "1024", memory: "2048" } },
    ],
    [
      "defaults written down",
      { instanceConfiguration: { cpu: "1024" }, healthCheckConfiguration: { protocol: "TCP", interval: 5 } },
      {},
    ],
    ["a default network", { networkConfiguration: { egressConfiguration: { egressType: "DEFAULT" } } }, {}],
    ["an empty map", { tags: {} }, {}],
    ["another order", { tags: { a: "1", b: "2" } }, { tags: { b: "2", a: "1" } }],
    ["tracing that is off", { observabilityConfiguration: { observabilityEnabled: false } }, {}],
    [
      "a configuration without its revision",
      { autoScalingConfigurationArn: `${ARN}autoscalingconfiguration/a/3/x` },
      { autoScalingConfigurationArn: `${ARN}autoscalingconfiguration/a` },
    ],
  ].map(([what, one, other]) => [what as string, { ...bare, ...(one as object) }, { ...bare, ...(other as object) }]);
}

function outcomeOf(definition: Definition, olds: Properties, news: Properties): Outcome | "none" {
  const { changes, deleteBeforeReplace } = diffInputs(definition, olds, news);
  if (changes.length === 0) return "none";
  if (replaces(changes).length === 0) return "update";
  return deleteBeforeReplace ? "delete before replace" : "replace";
}

/** A copy with the value at `path` set, or taken away. */
function changed(from: Properties, path: string, value: unknown): Properties {
  const copy = structuredClone(from);
  const steps = path.split(".");
  let at = copy;
  for (const step of steps.slice(0, -1)) at = at[step] as Properties;
  if (value === undefined) delete at[steps.at(-1)!];
  else at[steps.at(-1)!] = value;
  return copy;
}

function leaves(schema: z.ZodType, path = ""): string[] {
  return membersOf(schema)!.flatMap(([name, member]) => {
    const inner = bare(member);
    return inner instanceof z.ZodObject ? leaves(inner, `${path}${name}.`) : [`${path}${name}`];
  });
}
