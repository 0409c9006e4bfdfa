import assert from "node:assert/strict";
import {
  CreateVpcConnectorCommand,
  DeleteVpcConnectorCommand,
  ListVpcConnectorsCommand,
  type VpcConnector,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("ListVpcConnectors", () => {
  const api = useTestApi();
  const made: VpcConnector[] = [];
  beforeEach(async () => {
    made.length = 0;
    for (const name of ["one-vpc", "two-vpc", "three-vpc"]) {
      const input = { VpcConnectorName: name, Subnets: [`subnet-${name}`] };
      made.push((await api().send(new CreateVpcConnectorCommand(input))).VpcConnector!);
    }
  });

  it("lists active connectors in full, oldest first", async () => {
    const { VpcConnectorArn } = made[1]!;
    await api().send(new DeleteVpcConnectorCommand({ VpcConnectorArn }));
    const { VpcConnectors } = await api().send(new ListVpcConnectorsCommand({}));
    assert.deepEqual(VpcConnectors, [made[0], made[2]]);
  });

  it("walks through them page by page", async () => {
    const first = await api().send(new ListVpcConnectorsCommand({ MaxResults: 2 }));
    const second = await api().send(new ListVpcConnectorsCommand({ MaxResults: 2, NextToken: first.NextToken }));
    assert.deepEqual([...first.VpcConnectors!, ...second.VpcConnectors!], made);
    assert.equal(second.NextToken, undefined);
  });

  it("refuses a token that it did not give", async () => {
    const call = api().send(new ListVpcConnectorsCommand({ NextToken: "garbage" }));
    await refused(call, "InvalidRequestException", /NextToken/);
  });
});
