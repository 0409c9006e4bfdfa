import assert from "node:assert/strict";
import { ListOperationsCommand, ListServicesCommand, ListVpcConnectorsCommand } from "@aws-sdk/client-apprunner";
import type { TestRepository } from "../support/gitRepository";
import type { TestRuntime } from "../support/runtime";
import { type LocalStack, openLocalStack } from "./localStack";
import type { PulumiProject } from "./pulumiProject";

const SERVER = `require("node:http").createServer((request, response) => response.end("hello")).listen(process.env.PORT);`;
const DEFAULT = "arn:aws:apprunner:us-east-1:000000000000:autoscalingconfiguration/DefaultConfiguration";

const DEFAULTS = { traced: true, trigger: "a", state: "", endpoint: "vpce-1", more: "" };

function body(repositoryUrl: string, change: Partial<typeof DEFAULTS> = {}): string {
  const { traced, trigger, state, endpoint, more } = { ...DEFAULTS, ...change };
  return `
  const standard = new apprunner.DefaultAutoScalingConfiguration("standard", { autoScalingConfigurationArn: "${DEFAULT}" });
  const traces = new apprunner.ObservabilityConfiguration("traces", { ${traced ? `traceConfiguration: { vendor: "AWSXRAY" }` : ""} });
  const connector = new apprunner.VpcConnector("inside", { subnets: ["subnet-1", "subnet-2"], securityGroups: ["sg-1"] });
  const service = new apprunner.Service("hello", {
    serviceName: "hello",
    sourceConfiguration: { autoDeploymentsEnabled: false, codeRepository: {
      repositoryUrl: "${repositoryUrl}",
      sourceCodeVersion: { type: "BRANCH", value: "main" },
      codeConfiguration: { configurationSource: "API", codeConfigurationValues: {
        runtime: "NODEJS_22", buildCommand: "true", startCommand: "node server.js",
      } },
    } },
    networkConfiguration: {
      egressConfiguration: { egressType: "VPC", vpcConnectorArn: connector.vpcConnectorArn },
      ingressConfiguration: { isPubliclyAccessible: false },
    },
    observabilityConfiguration: { observabilityEnabled: true, observabilityConfigurationArn: traces.observabilityConfigurationArn },
    ${state && `desiredState: "${state}",`}
  });
  const ingress = new apprunner.VpcIngressConnection("from", {
    serviceArn: service.serviceArn, ingressVpcConfiguration: { vpcId: "vpc-1", vpcEndpointId: "${endpoint}" },
  });
  const deployment = ${state === "paused" ? "{}" : `new apprunner.Deployment("deploy", { serviceArn: service.serviceArn, triggers: { commit: "${trigger}" } }, { dependsOn: [ingress] })`};
  ${more}
  const found = apprunner.getServiceOutput({ serviceArn: service.serviceArn });
  return {
    serviceArn: service.serviceArn, status: service.status, found: found.serviceName, ingress: ingress.status, domainName: ingress.domainName,
    revision: traces.observabilityConfigurationRevision, standard: standard.autoScalingConfigurationName, deployed: deployment.status,
  };`;
}

describe("pulumi with the other kinds", function () {
  this.timeout(180_000);
  let stack: LocalStack | undefined;
  let runtime: TestRuntime;
  let repository: TestRepository;
  let project: PulumiProject;

  before(async function () {
    stack = await openLocalStack(this, { files: { "server.js": SERVER } });
    ({ runtime, repository, project } = stack);
  });
  after(() => stack?.close());

  const apply = (change?: Partial<typeof DEFAULTS>, ...args: string[]): Promise<string> => {
    project.program(body(repository.url, change));
    return project.up(...args);
  };
  const deployments = async (): Promise<number> => {
    const ServiceArn = String((await project.outputs()).serviceArn);
    const { OperationSummaryList } = await runtime.client().send(new ListOperationsCommand({ ServiceArn }));
    return OperationSummaryList!.filter(({ Type }) => Type === "START_DEPLOYMENT").length;
  };

  it("makes them all, looks one up, and sees no change afterwards", async () => {
    await apply();
    const { serviceArn: _, domainName, ...outputs } = await project.outputs();
    assert.deepEqual(outputs, {
      status: "RUNNING",
      found: "hello",
      ingress: "AVAILABLE",
      revision: 1,
      standard: "DefaultConfiguration",
      deployed: "SUCCEEDED",
    });
    assert.ok(domainName);
    const { code, output } = await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    assert.equal(code, 0, output);
    await apply({}, "--expect-no-changes");
    assert.equal(await deployments(), 1);
  });

  it("changes tracing as a new revision, moves the ingress and deploys once more", async () => {
    await apply({ traced: false, endpoint: "vpce-2", trigger: "b" });
    const { revision, ingress } = await project.outputs();
    assert.deepEqual([revision, ingress], [2, "AVAILABLE"]);
    assert.equal(await deployments(), 2);
    await apply({ traced: false, endpoint: "vpce-2", trigger: "b" }, "--expect-no-changes");
  });

  it("pauses the service and resumes it", async () => {
    const change = { traced: false, endpoint: "vpce-2", trigger: "b" };
    await apply({ ...change, state: "paused" });
    assert.equal((await project.outputs()).status, "PAUSED");
    await apply({ ...change, state: "running" });
    assert.equal((await project.outputs()).status, "RUNNING");
  });

  it("says at preview that a name is taken", async () => {
    const more = `new apprunner.VpcConnector("again", { subnets: ["subnet-2", "subnet-1"], securityGroups: ["sg-1"] });`;
    project.program(body(repository.url, { traced: false, endpoint: "vpce-2", trigger: "b", state: "running", more }));
    const { code, output } = await project.pulumi("preview");
    assert.notEqual(code, 0);
    assert.match(output, /subnets: arn:\S+vpcconnector\/inside-\S+ has the same subnets and security groups/);
  });

  it("leaves nothing behind", async () => {
    const { code, output } = await project.pulumi("destroy", "--yes", "--skip-preview");
    assert.equal(code, 0, output);
    assert.match(output, /DefaultConfiguration stays the default auto scaling configuration/);
    const { ServiceSummaryList } = await runtime.client().send(new ListServicesCommand({}));
    const { VpcConnectors } = await runtime.client().send(new ListVpcConnectorsCommand({}));
    assert.deepEqual([ServiceSummaryList, VpcConnectors], [[], []]);
  });
});
