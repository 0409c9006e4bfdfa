import { block, choice, list, sameItems, text, whole } from "../../core/property";
import { tags } from "../tags";

const NEW_CONNECTOR =
  "a new connector is created, and the services that use the old one have to be pointed to it. Leave vpcConnectorName out for that: one that keeps its name must be deleted first, which App Runner refuses while a service uses it";

/** The inputs of a VpcConnector. Source: API shape CreateVpcConnectorRequest. */
export const inputs = block(
  "CreateVpcConnectorRequest",
  {
    doc: "A way for services into a VPC. Only one connector can have a given set of subnets and security groups; share it between services.",
  },
  {
    vpcConnectorName: text("VpcConnectorName", {
      doc: "The connector's name, unique in the account and region. Left out, one is made up from the resource's name.",
      change: "replace",
      why: `the name of a VPC connector cannot be changed: ${NEW_CONNECTOR}`,
    }).optional(),
    subnets: list(
      "StringList",
      {
        doc: "Ids of the subnets that requests of the services come from, of one VPC. Their order says nothing.",
        change: "replace",
        why: `the subnets of a VPC connector cannot be changed: ${NEW_CONNECTOR}`,
        same: sameItems,
      },
      text("String", { doc: "Id of a subnet." }),
    ),
    securityGroups: list(
      "StringList",
      {
        doc: "Ids of the security groups that the traffic has. Left out, the VPC's default one. Their order says nothing.",
        change: "replace",
        why: `the security groups of a VPC connector cannot be changed: ${NEW_CONNECTOR}`,
        same: sameItems,
        freeWhenLeftOut: true,
      },
      text("String", { doc: "Id of a security group." }),
    ).optional(),
    tags: tags.optional(),
  },
);

/** What App Runner tells of it besides its inputs. Source: API shape VpcConnector. */
export const outputs = block(
  "VpcConnector",
  { doc: "A VPC connector as it is." },
  {
    vpcConnectorArn: text("AppRunnerResourceArn", { doc: "The connector's ARN.", stays: true }),
    vpcConnectorRevision: whole("Integer", {
      doc: "Its revision: App Runner has never made more than the first.",
      stays: true,
    }),
    status: choice("VpcConnectorStatus", { doc: "`ACTIVE`, or `INACTIVE` once deleted.", stays: true }),
  },
);
