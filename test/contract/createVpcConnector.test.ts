import assert from "node:assert/strict";
import { CreateVpcConnectorCommand, type CreateVpcConnectorCommandInput } from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("CreateVpcConnector", () => {
  const api = useTestApi({ quotas: { vpcConnectors: 2 } });
  const create = async (VpcConnectorName: string, rest: Partial<CreateVpcConnectorCommandInput> = {}) => {
    const input = { VpcConnectorName, Subnets: ["subnet-1", "subnet-2"], SecurityGroups: ["sg-1"], ...rest };
    return (await api().send(new CreateVpcConnectorCommand(input))).VpcConnector!;
  };

  it("makes the only revision of a name", async () => {
    const made = await create("inner");
    assert.match(
      made.VpcConnectorArn!,
      /^arn:aws:apprunner:us-east-1:000000000000:vpcconnector\/inner\/1\/[0-9a-f]{32}$/,
    );
    assert.deepEqual([made.VpcConnectorName, made.VpcConnectorRevision, made.Status], ["inner", 1, "ACTIVE"]);
    assert.deepEqual([made.Subnets, made.SecurityGroups], [["subnet-1", "subnet-2"], ["sg-1"]]);
    assert.ok(made.CreatedAt instanceof Date);
  });

  it("refuses a name in use", async () => {
    await create("inner");
    await refused(create("inner", { Subnets: ["subnet-9"] }), "InvalidRequestException", /already exists: inner/);
  });

  it("refuses the same subnets and security groups, in any order", async () => {
    const { VpcConnectorArn } = await create("inner");
    await refused(
      create("outer", { Subnets: ["subnet-2", "subnet-1"] }),
      "InvalidRequestException",
      new RegExp(`security groups combination .* already exists .*${VpcConnectorArn}$`),
    );
    await create("outer", { SecurityGroups: ["sg-2"] });
  });

  it("leaves security groups empty, as there is no VPC to take one from", async () => {
    assert.deepEqual((await create("inner", { SecurityGroups: undefined })).SecurityGroups, []);
  });

  it("wants at least one subnet", async () => {
    await refused(create("inner", { Subnets: [] }), "InvalidRequestException", /at least one subnet/);
  });

  it("is limited by the quota", async () => {
    await create("one-vpc");
    await create("two-vpc", { Subnets: ["subnet-3"] });
    const third = create("three-vpc", { Subnets: ["subnet-4"] });
    await refused(third, "ServiceQuotaExceededException", /limit of 2 VPC connectors/);
  });
});
