import assert from "node:assert/strict";
import { DeleteServiceCommand, DescribeServiceCommand } from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("DescribeService", () => {
  const api = useTestApi();

  it("describes a service as it was made", async () => {
    const made = await api().runningService("web-app");
    const { Service } = await api().send(new DescribeServiceCommand({ ServiceArn: made.ServiceArn }));
    assert.equal(Service?.Status, "RUNNING");
    assert.deepEqual({ ...Service, Status: 0, UpdatedAt: 0 }, { ...made, Status: 0, UpdatedAt: 0 });
  });

  it("gives times to the millisecond", async () => {
    const made = await api().runningService("web-app");
    assert.ok(made.CreatedAt instanceof Date);
    assert.equal(made.CreatedAt.getTime(), api().state.services.find(made.ServiceArn!)?.createdAt);
  });

  it("goes on showing a deleted service", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await api().send(new DeleteServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    const { Service } = await api().send(new DescribeServiceCommand({ ServiceArn }));
    assert.equal(Service?.Status, "DELETED");
    assert.ok(Service.DeletedAt instanceof Date);
  });

  it("knows a service in its own region only", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await refused(
      api().client("eu-west-1").send(new DescribeServiceCommand({ ServiceArn })),
      "ResourceNotFoundException",
      /Service doesn't exist/,
    );
  });

  it("has no URL for a service that is not public", async () => {
    const { ServiceArn } = await api().runningService("web-app", {
      NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible: false } },
    });
    const { Service } = await api().send(new DescribeServiceCommand({ ServiceArn }));
    assert.equal(Service?.ServiceUrl, undefined);
  });

  it("refuses the ARN of another kind of resource", async () => {
    const ServiceArn = "arn:aws:apprunner:us-east-1:000000000000:connection/hub/8fe1e10304f84fd2b0df550fe98a71fa";
    await refused(
      api().send(new DescribeServiceCommand({ ServiceArn })),
      "InvalidRequestException",
      /service ARN you specified isn't valid/,
    );
  });
});
