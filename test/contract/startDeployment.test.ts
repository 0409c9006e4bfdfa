import assert from "node:assert/strict";
import { CreateServiceCommand, PauseServiceCommand, StartDeploymentCommand } from "@aws-sdk/client-apprunner";
import { IMAGE_SOURCE, useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("StartDeployment", () => {
  const api = useTestApi();
  const deploy = (ServiceArn: string | undefined) => api().send(new StartDeploymentCommand({ ServiceArn }));

  it("starts an operation that deploys", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    const { OperationId } = await deploy(ServiceArn);
    const operation = api().state.operations.find(OperationId!);
    assert.equal(operation?.type, "START_DEPLOYMENT");
    assert.equal(operation.deploys, true);
    assert.equal(operation.previousConfiguration, undefined);
    assert.equal(api().woken.at(-1), ServiceArn);
  });

  it("rolls back to the version that ran before", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    const before = api().state.services.find(ServiceArn!)?.activeVersion;
    const { OperationId } = await deploy(ServiceArn);
    api().end(ServiceArn!, "fails");
    assert.equal(api().state.operations.find(OperationId!)?.status, "ROLLBACK_SUCCEEDED");
    assert.equal(api().state.services.find(ServiceArn!)?.activeVersion, before);
  });

  it("is an invalid request, the only class it has, in any status but RUNNING", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await deploy(ServiceArn);
    await refused(deploy(ServiceArn), "InvalidRequestException", /Current status: OPERATION_IN_PROGRESS/);
    api().end(ServiceArn!);
    await api().send(new PauseServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    await refused(
      deploy(ServiceArn),
      "InvalidRequestException",
      /must be RUNNING to be deployed. Current status: PAUSED/,
    );
    const input = { ServiceName: "bad-app", SourceConfiguration: IMAGE_SOURCE };
    const { Service } = await api().send(new CreateServiceCommand(input));
    api().end(Service!.ServiceArn!, "fails");
    await refused(deploy(Service!.ServiceArn), "InvalidRequestException", /Current status: CREATE_FAILED/);
  });

  it("knows no service that is not there", async () => {
    const arn = "arn:aws:apprunner:us-east-1:000000000000:service/none/8fe1e10304f84fd2b0df550fe98a71fa";
    await refused(deploy(arn), "ResourceNotFoundException", /Service doesn't exist/);
  });
});
