import assert from "node:assert/strict";
import { DescribeServiceCommand, PauseServiceCommand, ResumeServiceCommand } from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("ResumeService", () => {
  const api = useTestApi();
  const resume = (ServiceArn: string | undefined) => api().send(new ResumeServiceCommand({ ServiceArn }));
  const pausedService = async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await api().send(new PauseServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    return ServiceArn!;
  };

  it("runs a paused service again, with the version that it had", async () => {
    const arn = await pausedService();
    const before = api().state.services.find(arn)?.activeVersion;
    const { Service, OperationId } = await resume(arn);
    assert.equal(Service?.Status, "OPERATION_IN_PROGRESS");
    const operation = api().state.operations.find(OperationId!);
    assert.equal(operation?.type, "RESUME_SERVICE");
    assert.equal(operation.deploys, false);
    api().end(arn);
    assert.equal(api().state.services.find(arn)?.activeVersion, before);
    assert.equal((await api().send(new DescribeServiceCommand({ ServiceArn: arn }))).Service?.Status, "RUNNING");
  });

  it("is refused for a service that runs", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await refused(resume(ServiceArn), "InvalidStateException", /must be PAUSED to be resumed. Current status: RUNNING/);
  });

  it("is refused while it is in progress already", async () => {
    const arn = await pausedService();
    await resume(arn);
    await refused(resume(arn), "InvalidStateException", /operation .* \(RESUME_SERVICE\) is PENDING/);
  });
});
