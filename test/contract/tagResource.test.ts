import assert from "node:assert/strict";
import {
  CreateAutoScalingConfigurationCommand,
  CreateConnectionCommand,
  CreateObservabilityConfigurationCommand,
  CreateVpcConnectorCommand,
  CreateVpcIngressConnectionCommand,
  ListTagsForResourceCommand,
  PauseServiceCommand,
  type Tag,
  TagResourceCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("TagResource", () => {
  const api = useTestApi();
  const tag = (ResourceArn: string | undefined, Tags: Tag[]) =>
    api().send(new TagResourceCommand({ ResourceArn, Tags }));
  const tags = async (ResourceArn: string | undefined) =>
    (await api().send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;

  it("tags every kind of resource", async () => {
    const service = await api().runningService("inner-app", {
      NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible: false } },
    });
    const { ServiceArn } = service;
    const scaling = await api().send(
      new CreateAutoScalingConfigurationCommand({ AutoScalingConfigurationName: "busy" }),
    );
    const hub = await api().send(new CreateConnectionCommand({ ConnectionName: "my-hub", ProviderType: "GITHUB" }));
    const traces = await api().send(
      new CreateObservabilityConfigurationCommand({ ObservabilityConfigurationName: "traces" }),
    );
    const connector = await api().send(
      new CreateVpcConnectorCommand({ VpcConnectorName: "inner", Subnets: ["subnet-1"] }),
    );
    const door = await api().send(
      new CreateVpcIngressConnectionCommand({
        ServiceArn,
        VpcIngressConnectionName: "door",
        IngressVpcConfiguration: { VpcId: "vpc-1", VpcEndpointId: "vpce-1" },
      }),
    );
    for (const arn of [
      ServiceArn,
      scaling.AutoScalingConfiguration?.AutoScalingConfigurationArn,
      hub.Connection?.ConnectionArn,
      traces.ObservabilityConfiguration?.ObservabilityConfigurationArn,
      connector.VpcConnector?.VpcConnectorArn,
      door.VpcIngressConnection?.VpcIngressConnectionArn,
    ]) {
      await tag(arn, [{ Key: "team", Value: "blue" }]);
      assert.deepEqual(await tags(arn), [{ Key: "team", Value: "blue" }]);
    }
  });

  it("adds to the tags that are there and gives known keys new values", async () => {
    const { ServiceArn } = await api().runningService("web-app", { Tags: [{ Key: "a", Value: "1" }] });
    await tag(ServiceArn, [
      { Key: "a", Value: "2" },
      { Key: "b", Value: "" },
    ]);
    assert.deepEqual(await tags(ServiceArn), [
      { Key: "a", Value: "2" },
      { Key: "b", Value: "" },
    ]);
  });

  it("deploys nothing and works on a paused service", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await api().send(new PauseServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    const before = api().woken.length;
    await tag(ServiceArn, [{ Key: "a", Value: "1" }]);
    assert.equal(api().woken.length, before);
    assert.equal(api().state.operations.findRunning(ServiceArn!), undefined);
  });

  it("leaves all tags as they were when there would be too many", async () => {
    const fifty = Array.from({ length: 50 }, (_, index) => ({ Key: `key-${index}`, Value: "" }));
    const { ServiceArn } = await api().runningService("web-app", { Tags: fifty });
    const more = [
      { Key: "key-0", Value: "changed" },
      { Key: "one-more", Value: "" },
    ];
    await refused(tag(ServiceArn, more), "InvalidRequestException", /50 tags at most/);
    assert.equal((await tags(ServiceArn))?.length, 50);
    assert.equal((await tags(ServiceArn))?.find(({ Key }) => Key === "key-0")?.Value, "");
    await tag(ServiceArn, more.slice(0, 1));
  });

  it("refuses keys of AWS and keys given twice", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await refused(tag(ServiceArn, [{ Key: "aws:x", Value: "" }]), "InvalidRequestException", /validation error/);
    const twice = [
      { Key: "a", Value: "1" },
      { Key: "a", Value: "2" },
    ];
    await refused(tag(ServiceArn, twice), "InvalidRequestException", /more than once/);
  });

  it("knows no resource that is not there, and no ARN of another service", async () => {
    const missing = "arn:aws:apprunner:us-east-1:000000000000:service/none/8fe1e10304f84fd2b0df550fe98a71fa";
    await refused(tag(missing, []), "ResourceNotFoundException", /resource doesn't exist/);
    await refused(tag("arn:aws:s3:us-east-1:000000000000:bucket", []), "InvalidRequestException", /isn't valid/);
  });
});
