import assert from "node:assert/strict";
import { CreateServiceCommand, DescribeServiceCommand, PauseServiceCommand } from "@aws-sdk/client-apprunner";
import { IMAGE_SOURCE, useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("PauseService", () => {
  const api = useTestApi();
  const pause = (ServiceArn: string | undefined) => api().send(new PauseServiceCommand({ ServiceArn }));

  it("pauses a running service by an operation", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    const { Service, OperationId } = await pause(ServiceArn);
    assert.equal(Service?.Status, "OPERATION_IN_PROGRESS");
    assert.equal(api().state.operations.find(OperationId!)?.type, "PAUSE_SERVICE");
    api().end(ServiceArn!);
    const after = await api().send(new DescribeServiceCommand({ ServiceArn }));
    assert.equal(after.Service?.Status, "PAUSED");
  });

  it("leaves a service running when it fails", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await pause(ServiceArn);
    api().end(ServiceArn!, "fails");
    const after = await api().send(new DescribeServiceCommand({ ServiceArn }));
    assert.equal(after.Service?.Status, "RUNNING");
  });

  it("is refused for a service that is paused already", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await pause(ServiceArn);
    api().end(ServiceArn!);
    await refused(pause(ServiceArn), "InvalidStateException", /must be RUNNING to be paused. Current status: PAUSED/);
  });

  it("is refused for a service that failed to be created", async () => {
    const input = { ServiceName: "bad-app", SourceConfiguration: IMAGE_SOURCE };
    const { Service } = await api().send(new CreateServiceCommand(input));
    api().end(Service!.ServiceArn!, "fails");
    await refused(pause(Service!.ServiceArn), "InvalidStateException", /Current status: CREATE_FAILED/);
  });

  it("knows no service that is not there", async () => {
    const arn = "arn:aws:apprunner:us-east-1:000000000000:service/none/8fe1e10304f84fd2b0df550fe98a71fa";
    await refused(pause(arn), "ResourceNotFoundException", /Service doesn't exist/);
  });
});
