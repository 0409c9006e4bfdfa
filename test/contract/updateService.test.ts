import assert from "node:assert/strict";
import {
  CreateAutoScalingConfigurationCommand,
  CreateServiceCommand,
  DescribeServiceCommand,
  ListOperationsCommand,
  PauseServiceCommand,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from "@aws-sdk/client-apprunner";
import { IMAGE_SOURCE, useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("UpdateService", () => {
  const api = useTestApi();
  let ServiceArn: string;
  beforeEach(async () => {
    ServiceArn = (await api().runningService("web-app")).ServiceArn!;
  });
  const update = (rest: Omit<UpdateServiceCommandInput, "ServiceArn">) =>
    api().send(new UpdateServiceCommand({ ServiceArn, ...rest }));
  const describeIt = async () => (await api().send(new DescribeServiceCommand({ ServiceArn }))).Service!;

  it("answers the configuration that is being applied", async () => {
    const { Service, OperationId } = await update({ InstanceConfiguration: { Memory: "4 GB" } });
    assert.deepEqual(Service?.InstanceConfiguration, { Cpu: "1024", Memory: "4096" });
    assert.equal(Service.Status, "OPERATION_IN_PROGRESS");
    assert.equal(api().state.operations.find(OperationId!)?.type, "UPDATE_SERVICE");
    assert.equal(api().woken.at(-1), ServiceArn);
  });

  it("shows the former configuration again after a rollback", async () => {
    await update({ InstanceConfiguration: { Memory: "4 GB" } });
    api().end(ServiceArn, "fails");
    const service = await describeIt();
    assert.equal(service.Status, "RUNNING");
    assert.deepEqual(service.InstanceConfiguration, { Cpu: "1024", Memory: "2048" });
    const { OperationSummaryList } = await api().send(new ListOperationsCommand({ ServiceArn, MaxResults: 1 }));
    assert.equal(OperationSummaryList?.[0]?.Status, "ROLLBACK_SUCCEEDED");
  });

  it("deploys nothing when only scaling changes", async () => {
    const { AutoScalingConfiguration } = await api().send(
      new CreateAutoScalingConfigurationCommand({ AutoScalingConfigurationName: "busy" }),
    );
    const { AutoScalingConfigurationArn } = AutoScalingConfiguration!;
    const { Service, OperationId } = await update({ AutoScalingConfigurationArn });
    assert.equal(Service?.AutoScalingConfigurationSummary?.AutoScalingConfigurationName, "busy");
    assert.equal(api().state.operations.find(OperationId!)?.deploys, false);
  });

  it("checks CPU against the memory that the service has", async () => {
    await refused(
      update({ InstanceConfiguration: { Cpu: "256" } }),
      "InvalidRequestException",
      /combination of Cpu 256 and Memory 2048/,
    );
    assert.equal((await describeIt()).Status, "RUNNING");
  });

  it("cannot turn an image into code", async () => {
    const SourceConfiguration = {
      CodeRepository: {
        RepositoryUrl: "file:///app",
        SourceCodeVersion: { Type: "BRANCH" as const, Value: "main" },
        CodeConfiguration: { ConfigurationSource: "REPOSITORY" as const },
      },
    };
    await refused(update({ SourceConfiguration }), "InvalidRequestException", /can't switch the source.*image to code/);
  });

  it("wants at least one configuration", async () => {
    await refused(update({}), "InvalidRequestException", /^No configurations provided in the UpdateService request\.$/);
  });

  it("is refused while another operation is in progress", async () => {
    const { OperationId } = await update({ HealthCheckConfiguration: { Interval: 7 } });
    await refused(
      update({ HealthCheckConfiguration: { Interval: 8 } }),
      "InvalidStateException",
      new RegExp(`must be RUNNING or CREATE_FAILED to be updated.*operation ${OperationId} `),
    );
  });

  it("is refused while the service is paused", async () => {
    await api().send(new PauseServiceCommand({ ServiceArn }));
    api().end(ServiceArn);
    await refused(
      update({ HealthCheckConfiguration: { Interval: 8 } }),
      "InvalidStateException",
      /Current status: PAUSED/,
    );
  });

  it("rebuilds a service that failed to be created", async () => {
    const { Service } = await createFailed();
    const input = { ServiceArn: Service!.ServiceArn, SourceConfiguration: IMAGE_SOURCE };
    const { OperationId } = await api().send(new UpdateServiceCommand(input));
    assert.equal(api().state.operations.find(OperationId!)?.deploys, true);
    api().end(Service!.ServiceArn!);
    const after = await api().send(new DescribeServiceCommand({ ServiceArn: Service!.ServiceArn }));
    assert.equal(after.Service?.Status, "RUNNING");
  });

  it("knows no service that is not there", async () => {
    ServiceArn = ServiceArn.replace("web-app", "no-app");
    await refused(
      update({ HealthCheckConfiguration: { Interval: 8 } }),
      "ResourceNotFoundException",
      /Service doesn't exist/,
    );
  });

  async function createFailed() {
    const made = await api().send(
      new CreateServiceCommand({ ServiceName: "bad-app", SourceConfiguration: IMAGE_SOURCE }),
    );
    api().end(made.Service!.ServiceArn!, "fails");
    return made;
  }
});
