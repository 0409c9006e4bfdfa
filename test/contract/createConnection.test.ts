import assert from "node:assert/strict";
import { CreateConnectionCommand, type CreateConnectionCommandInput } from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("CreateConnection", () => {
  const api = useTestApi({ quotas: { connections: 2 } });
  const create = (ConnectionName: string, rest: Partial<CreateConnectionCommandInput> = {}) =>
    api().send(new CreateConnectionCommand({ ConnectionName, ProviderType: "GITHUB", ...rest }));

  it("makes a connection whose handshake is pending", async () => {
    const { Connection } = await create("my-hub", { ProviderType: "BITBUCKET" });
    assert.match(
      Connection!.ConnectionArn!,
      /^arn:aws:apprunner:us-east-1:000000000000:connection\/my-hub\/[0-9a-f]{32}$/,
    );
    assert.deepEqual(
      [Connection!.ConnectionName, Connection!.ProviderType, Connection!.Status],
      ["my-hub", "BITBUCKET", "PENDING_HANDSHAKE"],
    );
    assert.ok(Connection!.CreatedAt instanceof Date);
  });

  it("refuses a name in use in the region", async () => {
    await create("my-hub");
    await refused(create("my-hub"), "InvalidRequestException", /already exists: my-hub/);
    const command = new CreateConnectionCommand({ ConnectionName: "my-hub", ProviderType: "GITHUB" });
    await api().client("eu-west-1").send(command);
  });

  it("is limited by the quota", async () => {
    await create("one-hub");
    await create("two-hub");
    await refused(create("three-hub"), "ServiceQuotaExceededException", /limit of 2 connections/);
  });

  it("refuses more tags than a resource can have", async () => {
    const Tags = Array.from({ length: 51 }, (_, index) => ({ Key: `key-${index}`, Value: "" }));
    await refused(create("my-hub", { Tags }), "InvalidRequestException", /50 tags at most/);
    await create("my-hub", { Tags: Tags.slice(1) });
  });
});
