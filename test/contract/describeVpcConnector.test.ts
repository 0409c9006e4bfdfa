import assert from "node:assert/strict";
import {
  CreateVpcConnectorCommand,
  DeleteVpcConnectorCommand,
  DescribeVpcConnectorCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("DescribeVpcConnector", () => {
  const api = useTestApi();
  const create = async () => {
    const input = { VpcConnectorName: "inner", Subnets: ["subnet-1"] };
    return (await api().send(new CreateVpcConnectorCommand(input))).VpcConnector!;
  };
  const describeIt = async (VpcConnectorArn: string | undefined, region?: string) =>
    (await api().client(region).send(new DescribeVpcConnectorCommand({ VpcConnectorArn }))).VpcConnector!;

  it("describes a connector as it was made", async () => {
    const made = await create();
    assert.deepEqual(await describeIt(made.VpcConnectorArn), made);
  });

  it("goes on showing a deleted connector", async () => {
    const { VpcConnectorArn } = await create();
    await api().send(new DeleteVpcConnectorCommand({ VpcConnectorArn }));
    const shown = await describeIt(VpcConnectorArn);
    assert.equal(shown.Status, "INACTIVE");
    assert.ok(shown.DeletedAt instanceof Date);
  });

  it("knows no connector of another region, and refuses other ARNs", async () => {
    const { VpcConnectorArn } = await create();
    await refused(describeIt(VpcConnectorArn, "eu-west-1"), "ResourceNotFoundException", /doesn't exist/);
    await refused(
      describeIt("arn:aws:apprunner:us-east-1:000000000000:service/a/b"),
      "InvalidRequestException",
      /VPC connector ARN you specified isn't valid/,
    );
  });
});
