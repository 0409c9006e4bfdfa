import assert from "node:assert/strict";
import { CreateConnectionCommand, ListConnectionsCommand } from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("ListConnections", () => {
  const api = useTestApi();
  beforeEach(async () => {
    for (const ConnectionName of ["one-hub", "two-hub", "three-hub"]) {
      await api().send(new CreateConnectionCommand({ ConnectionName, ProviderType: "GITHUB" }));
    }
  });
  const names = async (input: { ConnectionName?: string } = {}) => {
    const { ConnectionSummaryList } = await api().send(new ListConnectionsCommand(input));
    return ConnectionSummaryList!.map(({ ConnectionName }) => ConnectionName);
  };

  it("lists the region's connections, oldest first", async () => {
    assert.deepEqual(await names(), ["one-hub", "two-hub", "three-hub"]);
    const elsewhere = await api().client("eu-west-1").send(new ListConnectionsCommand({}));
    assert.deepEqual(elsewhere.ConnectionSummaryList, []);
  });

  it("lists the one of a name", async () => {
    assert.deepEqual(await names({ ConnectionName: "two-hub" }), ["two-hub"]);
    assert.deepEqual(await names({ ConnectionName: "four-hub" }), []);
  });

  it("shows that a handshake was done", async () => {
    const { arn } = api().state.connections.findByName("us-east-1", "one-hub")!;
    api().state.connections.setStatus(arn, "AVAILABLE");
    const { ConnectionSummaryList } = await api().send(new ListConnectionsCommand({ ConnectionName: "one-hub" }));
    assert.equal(ConnectionSummaryList?.[0]?.Status, "AVAILABLE");
  });

  it("walks through them page by page", async () => {
    const first = await api().send(new ListConnectionsCommand({ MaxResults: 2 }));
    const second = await api().send(new ListConnectionsCommand({ MaxResults: 2, NextToken: first.NextToken }));
    assert.deepEqual(
      [...first.ConnectionSummaryList!, ...second.ConnectionSummaryList!].map((each) => each.ConnectionName),
      await names(),
    );
    assert.equal(second.NextToken, undefined);
  });

  it("refuses a token that it did not give", async () => {
    await refused(
      api().send(new ListConnectionsCommand({ NextToken: "garbage" })),
      "InvalidRequestException",
      /NextToken/,
    );
  });
});
