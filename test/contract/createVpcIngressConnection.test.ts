import assert from "node:assert/strict";
import {
  CreateVpcIngressConnectionCommand,
  type CreateVpcIngressConnectionCommandInput,
  PauseServiceCommand,
} from "@aws-sdk/client-apprunner";
import { useTestApi } from "../support/api";
import { refused } from "../support/refusal";

describe("CreateVpcIngressConnection", () => {
  const api = useTestApi({ quotas: { vpcIngressConnections: 2 } });
  let ServiceArn: string;
  beforeEach(async () => {
    const made = await api().runningService("inner-app", {
      NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible: false } },
    });
    ServiceArn = made.ServiceArn!;
  });
  const create = async (
    VpcIngressConnectionName: string,
    rest: Partial<CreateVpcIngressConnectionCommandInput> = {},
  ) => {
    const IngressVpcConfiguration = { VpcId: "vpc-1", VpcEndpointId: "vpce-1" };
    const input = { ServiceArn, VpcIngressConnectionName, IngressVpcConfiguration, ...rest };
    return (await api().send(new CreateVpcIngressConnectionCommand(input))).VpcIngressConnection!;
  };

  it("answers a connection that is being created", async () => {
    const made = await create("door");
    assert.match(
      made.VpcIngressConnectionArn!,
      /^arn:aws:apprunner:us-east-1:000000000000:vpcingressconnection\/door\/[0-9a-f]{32}$/,
    );
    assert.deepEqual(
      [made.VpcIngressConnectionName, made.ServiceArn, made.Status, made.AccountId],
      ["door", ServiceArn, "PENDING_CREATION", "000000000000"],
    );
    assert.match(made.DomainName!, /^[a-z0-9]{10}\.us-east-1\.awsapprunner\.localhost$/);
    assert.deepEqual(made.IngressVpcConfiguration, { VpcId: "vpc-1", VpcEndpointId: "vpce-1" });
  });

  it("leads to services that are not public only", async () => {
    const { ServiceArn } = await api().runningService("web-app");
    await refused(create("door", { ServiceArn }), "InvalidRequestException", /service is publicly accessible/);
  });

  it("is refused while the service is paused", async () => {
    await api().send(new PauseServiceCommand({ ServiceArn }));
    api().end(ServiceArn);
    await refused(create("door"), "InvalidStateException", /Current status: PAUSED/);
  });

  it("wants VPC and endpoint", async () => {
    const call = create("door", { IngressVpcConfiguration: { VpcId: "vpc-1" } });
    await refused(call, "InvalidRequestException", /VpcEndpointId/);
  });

  it("refuses a name in use and is limited by the quota", async () => {
    await create("door");
    await refused(create("door"), "InvalidRequestException", /already exists: door/);
    await create("gate");
    await refused(create("hatch"), "ServiceQuotaExceededException", /limit of 2 VPC ingress connections/);
  });

  it("answers an invalid request, the only class it has, for a service that is not there", async () => {
    const call = create("door", { ServiceArn: ServiceArn.replace("inner-app", "no-app") });
    await refused(call, "InvalidRequestException", /Service doesn't exist/);
  });
});
