import assert from "node:assert/strict";
import {
  AssociateCustomDomainCommand,
  CreateServiceCommand,
  CreateVpcIngressConnectionCommand,
  DeleteServiceCommand,
  DescribeServiceCommand,
  PauseServiceCommand,
} from "@aws-sdk/client-apprunner";
import { IMAGE_SOURCE, useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("DeleteService", () => {
  const api = useTestApi();
  const remove = (ServiceArn: string | undefined) => api().send(new DeleteServiceCommand({ ServiceArn }));

  it("starts a durable operation on a running service", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    const { Service, OperationId } = await remove(ServiceArn);
    assert.equal(Service?.Status, "OPERATION_IN_PROGRESS");
    assert.equal(api().state.operations.find(OperationId!)?.type, "DELETE_SERVICE");
    assert.equal(api().woken.at(-1), ServiceArn);
  });

  it("deletes a paused service", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await api().send(new PauseServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    await remove(ServiceArn);
  });

  it("deletes a service that failed to be created, and one that failed to be deleted", async () => {
    const input = { ServiceName: "bad-app", SourceConfiguration: IMAGE_SOURCE };
    const { Service } = await api().send(new CreateServiceCommand(input));
    const arn = Service!.ServiceArn!;
    api().end(arn, "fails");
    await remove(arn);
    api().end(arn, "fails");
    const failed = await api().send(new DescribeServiceCommand({ ServiceArn: arn }));
    assert.equal(failed.Service?.Status, "DELETE_FAILED");
    await remove(arn);
    api().end(arn);
  });

  it("is refused while an operation is in progress", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await remove(ServiceArn);
    await refused(remove(ServiceArn), "InvalidStateException", /to be deleted. Current status: OPERATION_IN_PROGRESS/);
  });

  it("is refused while a VPC endpoint leads to the service", async () => {
    const { ServiceArn } = await api().runningService("inner-app", {
      NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible: false } },
    });
    const { VpcIngressConnection } = await api().send(
      new CreateVpcIngressConnectionCommand({
        ServiceArn,
        VpcIngressConnectionName: "door",
        IngressVpcConfiguration: { VpcId: "vpc-1", VpcEndpointId: "vpce-1" },
      }),
    );
    await refused(
      remove(ServiceArn),
      "InvalidStateException",
      new RegExp(
        `^You cannot delete a Service while it has VpcIngressConnections.*${VpcIngressConnection!.VpcIngressConnectionArn}`,
      ),
    );
  });

  it("is not refused for a custom domain, which goes with the service", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await api().send(new AssociateCustomDomainCommand({ ServiceArn, DomainName: "example.com" }));
    await remove(ServiceArn);
    api().end(ServiceArn!);
    assert.deepEqual(api().state.customDomains.listAll(), []);
  });

  it("knows a deleted service no more", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await remove(ServiceArn);
    api().end(ServiceArn!);
    await refused(remove(ServiceArn), "ResourceNotFoundException", /Service is deleted/);
  });
});
