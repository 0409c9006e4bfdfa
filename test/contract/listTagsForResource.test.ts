import assert from "node:assert/strict";
import { DeleteServiceCommand, ListTagsForResourceCommand } from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("ListTagsForResource", () => {
  const api = useTestApi();
  const list = async (ResourceArn: string | undefined) =>
    (await api().send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;

  it("lists tags by key", async () => {
    const { ServiceArn } = await api().runningService("web-app", {
      Tags: [
        { Key: "b", Value: "2" },
        { Key: "a", Value: "1" },
      ],
    });
    assert.deepEqual(await list(ServiceArn), [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ]);
  });

  it("lists none where there are none, also of the configuration that App Runner provides", async () => {
    const { ServiceArn, AutoScalingConfigurationSummary } = await api().runningService("web-app");
    assert.deepEqual(await list(ServiceArn), []);
    assert.deepEqual(await list(AutoScalingConfigurationSummary?.AutoScalingConfigurationArn), []);
  });

  it("knows a deleted service no more", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await api().send(new DeleteServiceCommand({ ServiceArn }));
    api().end(ServiceArn!);
    await refused(list(ServiceArn), "ResourceNotFoundException", /resource doesn't exist/);
  });
});
