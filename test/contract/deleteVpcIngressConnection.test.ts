import assert from "node:assert/strict";
import {
  CreateVpcIngressConnectionCommand,
  DeleteServiceCommand,
  DeleteVpcIngressConnectionCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("DeleteVpcIngressConnection", () => {
  const api = useTestApi();
  let ServiceArn: string | undefined;
  let arn: string;
  beforeEach(async () => {
    const made = await api().runningService("inner-app", {
      NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible: false } },
    });
    ServiceArn = made.ServiceArn;
    arn = await create();
  });
  const create = async () => {
    const command = new CreateVpcIngressConnectionCommand({
      ServiceArn,
      VpcIngressConnectionName: "door",
      IngressVpcConfiguration: { VpcId: "vpc-1", VpcEndpointId: "vpce-1" },
    });
    return (await api().send(command)).VpcIngressConnection!.VpcIngressConnectionArn!;
  };
  const remove = (VpcIngressConnectionArn: string) =>
    api().send(new DeleteVpcIngressConnectionCommand({ VpcIngressConnectionArn }));

  it("answers that the connection is being deleted; its name is free again", async () => {
    const { VpcIngressConnection } = await remove(arn);
    assert.equal(VpcIngressConnection?.Status, "PENDING_DELETION");
    await create();
  });

  it("lets the service be deleted", async () => {
    await remove(arn);
    await api().send(new DeleteServiceCommand({ ServiceArn }));
  });

  it("is refused a second time", async () => {
    await remove(arn);
    await refused(remove(arn), "InvalidStateException", /to be deleted. Current status: DELETED/);
  });

  it("knows no connection that is not there", async () => {
    await refused(remove(arn.replace("door", "gate")), "ResourceNotFoundException", /doesn't exist/);
  });
});
