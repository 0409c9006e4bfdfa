import assert from "node:assert/strict";
import { ListTagsForResourceCommand, UntagResourceCommand } from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("UntagResource", () => {
  const api = useTestApi();

  it("removes tags; a key that is not there is no error", async () => {
    const { ServiceArn } = await api().runningService("web-app", {
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
    });
    await api().send(new UntagResourceCommand({ ResourceArn: ServiceArn, TagKeys: ["a", "c"] }));
    const { Tags } = await api().send(new ListTagsForResourceCommand({ ResourceArn: ServiceArn }));
    assert.deepEqual(Tags, [{ Key: "b", Value: "2" }]);
  });

  it("knows no resource of another region", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await refused(
      api()
        .client("eu-west-1")
        .send(new UntagResourceCommand({ ResourceArn: ServiceArn, TagKeys: ["a"] })),
      "ResourceNotFoundException",
      /resource doesn't exist/,
    );
  });
});
