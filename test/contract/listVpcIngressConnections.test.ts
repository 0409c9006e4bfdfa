import assert from "node:assert/strict";
import {
  CreateVpcIngressConnectionCommand,
  DeleteVpcIngressConnectionCommand,
  ListVpcIngressConnectionsCommand,
  type ListVpcIngressConnectionsCommandInput,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("ListVpcIngressConnections", () => {
  const api = useTestApi();
  const services: string[] = [];
  const doors: string[] = [];
  beforeEach(async () => {
    services.length = 0;
    doors.length = 0;
    for (const name of ["one-app", "two-app"]) {
      const made = await api().runningService(name, {
        NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible: false } },
      });
      services.push(made.ServiceArn!);
    }
    for (const [service, VpcEndpointId] of [
      [0, "vpce-1"],
      [0, "vpce-2"],
      [1, "vpce-1"],
    ] as const) {
      const command = new CreateVpcIngressConnectionCommand({
        ServiceArn: services[service],
        VpcIngressConnectionName: `door-${service}-${VpcEndpointId}`,
        IngressVpcConfiguration: { VpcId: "vpc-1", VpcEndpointId },
      });
      doors.push((await api().send(command)).VpcIngressConnection!.VpcIngressConnectionArn!);
    }
  });
  const list = async (input: ListVpcIngressConnectionsCommandInput = {}) => {
    const answer = await api().send(new ListVpcIngressConnectionsCommand(input));
    const arns = answer.VpcIngressConnectionSummaryList!.map((each) => each.VpcIngressConnectionArn);
    return { arns, NextToken: answer.NextToken };
  };

  it("lists connections with their service", async () => {
    const { VpcIngressConnectionSummaryList } = await api().send(new ListVpcIngressConnectionsCommand({}));
    assert.deepEqual(VpcIngressConnectionSummaryList, [
      { VpcIngressConnectionArn: doors[0], ServiceArn: services[0] },
      { VpcIngressConnectionArn: doors[1], ServiceArn: services[0] },
      { VpcIngressConnectionArn: doors[2], ServiceArn: services[1] },
    ]);
  });

  it("filters by service, by endpoint and by both", async () => {
    assert.deepEqual((await list({ Filter: { ServiceArn: services[0] } })).arns, doors.slice(0, 2));
    assert.deepEqual((await list({ Filter: { VpcEndpointId: "vpce-1" } })).arns, [doors[0], doors[2]]);
    assert.deepEqual((await list({ Filter: { ServiceArn: services[0], VpcEndpointId: "vpce-1" } })).arns, [doors[0]]);
  });

  it("leaves deleted connections out", async () => {
    await api().send(new DeleteVpcIngressConnectionCommand({ VpcIngressConnectionArn: doors[1] }));
    assert.deepEqual((await list()).arns, [doors[0], doors[2]]);
  });

  it("walks through them page by page, with the same filter only", async () => {
    const Filter = { VpcEndpointId: "vpce-1" };
    const first = await list({ Filter, MaxResults: 1 });
    const second = await list({ Filter, MaxResults: 1, NextToken: first.NextToken });
    assert.deepEqual([...first.arns, ...second.arns], [doors[0], doors[2]]);
    assert.equal(second.NextToken, undefined);
    await refused(list({ MaxResults: 1, NextToken: first.NextToken }), "InvalidRequestException", /NextToken/);
  });
});
