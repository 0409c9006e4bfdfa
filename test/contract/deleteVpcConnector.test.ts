import assert from "node:assert/strict";
import { CreateVpcConnectorCommand, DeleteVpcConnectorCommand, UpdateServiceCommand } from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("DeleteVpcConnector", () => {
  const api = useTestApi();
  const create = async () => {
    const input = { VpcConnectorName: "inner", Subnets: ["subnet-1"] };
    return (await api().send(new CreateVpcConnectorCommand(input))).VpcConnector!.VpcConnectorArn!;
  };
  const remove = async (VpcConnectorArn: string) =>
    (await api().send(new DeleteVpcConnectorCommand({ VpcConnectorArn }))).VpcConnector!;

  it("deletes a connector; its name and network are free again", async () => {
    const deleted = await remove(await create());
    assert.equal(deleted.Status, "INACTIVE");
    assert.ok(deleted.DeletedAt instanceof Date);
    await create();
  });

  it("is refused as long as a service uses the connector", async () => {
    const arn = await create();
    const { ServiceArn } = await api().runningService("web-app", {
      NetworkConfiguration: { EgressConfiguration: { EgressType: "VPC", VpcConnectorArn: arn } },
    });
    await refused(
      remove(arn),
      "InvalidRequestException",
      new RegExp(`^Provided VPC connector arn is being used by other services. ARN: ${arn}$`),
    );
    await api().send(
      new UpdateServiceCommand({
        ServiceArn,
        NetworkConfiguration: { EgressConfiguration: { EgressType: "DEFAULT" } },
      }),
    );
    await refused(remove(arn), "InvalidRequestException", /is being used/);
    api().end(ServiceArn!);
    await remove(arn);
  });

  it("says so when it was deleted before, and when it never was", async () => {
    const arn = await create();
    await remove(arn);
    await refused(remove(arn), "InvalidRequestException", /has been deleted/);
    await refused(remove(arn.replace("inner", "other")), "ResourceNotFoundException", /doesn't exist/);
  });
});
