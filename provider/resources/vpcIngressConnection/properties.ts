import { block, choice, text } from "../../core/property";
import { tags } from "../tags";

const NEW_CONNECTION =
  "a new ingress connection with another domain name is created; clients in the VPC have to be pointed to it";

/** The inputs of a VpcIngressConnection. Source: API shape CreateVpcIngressConnectionRequest. */
export const inputs = block(
  "CreateVpcIngressConnectionRequest",
  {
    doc: "A way from a VPC to a service that the internet does not reach: its `networkConfiguration.ingressConfiguration.isPubliclyAccessible` must be false.",
  },
  {
    serviceArn: text("AppRunnerResourceArn", {
      doc: "ARN of the service.",
      change: "replace",
      why: `an ingress connection cannot be moved to another service: ${NEW_CONNECTION}`,
    }),
    vpcIngressConnectionName: text("VpcIngressConnectionName", {
      doc: "The ingress connection's name, unique in the account and region. Left out, one is made up from the resource's name.",
      change: "replace",
      why: `the name of an ingress connection cannot be changed: ${NEW_CONNECTION}`,
    }).optional(),
    ingressVpcConfiguration: block(
      "IngressVpcConfiguration",
      { doc: "Where the clients are. A change moves the connection in place.", change: "update" },
      {
        vpcId: text("String", { doc: "Id of the VPC. Required." }).optional(),
        vpcEndpointId: text("String", {
          doc: "Id of the VPC's interface endpoint for App Runner. Required.",
        }).optional(),
      },
    ),
    tags: tags.optional(),
  },
);

/** What App Runner tells of it besides its inputs. Source: API shape VpcIngressConnection. */
export const outputs = block(
  "VpcIngressConnection",
  { doc: "A VPC ingress connection as it is." },
  {
    vpcIngressConnectionArn: text("AppRunnerResourceArn", { doc: "The ingress connection's ARN.", stays: true }),
    domainName: text("DomainName", {
      doc: "Host name by which clients in the VPC reach the service.",
      stays: keepsVpc,
    }),
    accountId: text("CustomerAccountId", { doc: "Id of the account that owns it.", stays: true }),
    status: choice("VpcIngressConnectionStatus", {
      doc: "`AVAILABLE` once it can be used.",
      // An update ends when it is so again, or fails.
      stays: (_, { status }) => status === "AVAILABLE",
    }),
  },
);

/** Whether the name survives a move to another VPC is nowhere written: a preview promises it for tags only. */
function keepsVpc(changed: readonly string[]): boolean {
  return changed.every((path) => path.startsWith("tags"));
}
