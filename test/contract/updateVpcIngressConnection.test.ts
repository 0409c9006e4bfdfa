import assert from "node:assert/strict";
import {
  CreateVpcIngressConnectionCommand,
  DeleteVpcIngressConnectionCommand,
  DescribeVpcIngressConnectionCommand,
  UpdateVpcIngressConnectionCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("UpdateVpcIngressConnection", () => {
  const api = useTestApi();
  let VpcIngressConnectionArn: string | undefined;
  beforeEach(async () => {
    const { ServiceArn } = await api().runningService("inner-app", {
      NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible: false } },
    });
    const command = new CreateVpcIngressConnectionCommand({
      ServiceArn,
      VpcIngressConnectionName: "door",
      IngressVpcConfiguration: { VpcId: "vpc-1", VpcEndpointId: "vpce-1" },
    });
    VpcIngressConnectionArn = (await api().send(command)).VpcIngressConnection!.VpcIngressConnectionArn;
  });
  const IngressVpcConfiguration = { VpcId: "vpc-2", VpcEndpointId: "vpce-2" };
  const update = (arn = VpcIngressConnectionArn) =>
    api().send(new UpdateVpcIngressConnectionCommand({ VpcIngressConnectionArn: arn, IngressVpcConfiguration }));

  it("moves the connection to another endpoint", async () => {
    const { VpcIngressConnection } = await update();
    assert.equal(VpcIngressConnection?.Status, "PENDING_UPDATE");
    const after = await api().send(new DescribeVpcIngressConnectionCommand({ VpcIngressConnectionArn }));
    assert.deepEqual(after.VpcIngressConnection, { ...VpcIngressConnection, Status: "AVAILABLE" });
    assert.deepEqual(after.VpcIngressConnection.IngressVpcConfiguration, IngressVpcConfiguration);
  });

  it("is refused once the connection is deleted", async () => {
    await api().send(new DeleteVpcIngressConnectionCommand({ VpcIngressConnectionArn }));
    await refused(update(), "InvalidStateException", /to be updated. Current status: DELETED/);
  });

  it("knows no connection that is not there", async () => {
    const missing = VpcIngressConnectionArn!.replace("door", "gate");
    await refused(update(missing), "ResourceNotFoundException", /doesn't exist/);
  });
});
