import assert from "node:assert/strict";
import {
  CreateVpcIngressConnectionCommand,
  DeleteVpcIngressConnectionCommand,
  DescribeVpcIngressConnectionCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("DescribeVpcIngressConnection", () => {
  const api = useTestApi();
  const create = async () => {
    const { ServiceArn } = await api().runningService("inner-app", {
      NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible: false } },
    });
    const command = new CreateVpcIngressConnectionCommand({
      ServiceArn,
      VpcIngressConnectionName: "door",
      IngressVpcConfiguration: { VpcId: "vpc-1", VpcEndpointId: "vpce-1" },
    });
    return (await api().send(command)).VpcIngressConnection!;
  };
  const describeIt = async (VpcIngressConnectionArn: string | undefined) => {
    const command = new DescribeVpcIngressConnectionCommand({ VpcIngressConnectionArn });
    return (await api().send(command)).VpcIngressConnection!;
  };

  it("describes a connection, which is available at once", async () => {
    const made = await create();
    assert.deepEqual(await describeIt(made.VpcIngressConnectionArn), { ...made, Status: "AVAILABLE" });
  });

  it("goes on showing a deleted connection", async () => {
    const { VpcIngressConnectionArn } = await create();
    await api().send(new DeleteVpcIngressConnectionCommand({ VpcIngressConnectionArn }));
    const shown = await describeIt(VpcIngressConnectionArn);
    assert.equal(shown.Status, "DELETED");
    assert.ok(shown.DeletedAt instanceof Date);
  });

  it("knows no connection that is not there, and refuses other ARNs", async () => {
    const { VpcIngressConnectionArn, ServiceArn } = await create();
    const missing = VpcIngressConnectionArn!.replace("door", "gate");
    await refused(describeIt(missing), "ResourceNotFoundException", /doesn't exist/);
    await refused(describeIt(ServiceArn), "InvalidRequestException", /isn't valid/);
  });
});
