import { block, choice, flag, list, text } from "../../core/property";
import type { Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";
import { isWildcard } from "./names";

const NEW_ASSOCIATION =
  "the domain is taken from the service and associated anew; until the new association is active it does not answer";

/** The inputs of a CustomDomainAssociation. Source: API shape AssociateCustomDomainRequest. */
export const inputs = block(
  "AssociateCustomDomainRequest",
  {
    doc: "A domain of one's own that leads to a service. It is ready when App Runner waits for the validation records in the domain's DNS, or when it is active.",
  },
  {
    domainName: text("DomainName", {
      doc: "The domain: a root domain, a subdomain or a wildcard.",
      change: "replace",
      why: `another domain is another association: ${NEW_ASSOCIATION}`,
    }),
    serviceArn: text("AppRunnerResourceArn", {
      doc: "ARN of the service that the domain leads to.",
      change: "replace",
      why: `a domain can be on one service only: ${NEW_ASSOCIATION}`,
    }),
    enableWWWSubdomain: flag("NullableBoolean", {
      doc: "Whether `www.` of the domain leads to the service too. Default: true, except for a wildcard domain, which has no www.",
      default: (inputs: unknown) => !isWildcard(knownAt(inputs, "domainName")),
      change: "replace",
      why: `App Runner cannot add or drop www in place: ${NEW_ASSOCIATION}`,
    }).optional(),
  },
);

/** The records of an association as outputs. */
export const validationRecords = list(
  "CertificateValidationRecordList",
  {
    doc: "DNS records that prove who owns the domain, sorted by name. Make them before the domain's own record.",
    stays: isKept,
  },
  block(
    "CertificateValidationRecord",
    { doc: "One record to make." },
    {
      name: text("String", { doc: "Name of the record." }),
      type: text("String", { doc: "Type of the record: CNAME." }),
      value: text("String", { doc: "Value of the record." }),
      status: choice("CertificateValidationRecordStatus", { doc: "Whether the record was found." }),
    },
  ),
);

/** What App Runner tells of it besides its inputs. Source: API shapes AssociateCustomDomainResponse, CustomDomain. */
export const outputs = block(
  "AssociateCustomDomainResponse",
  { doc: "An association as it is." },
  {
    dnsTarget: text("String", {
      doc: "Where the domain's DNS record (an alias, or a CNAME) must lead to.",
      member: "DNSTarget",
      stays: true,
    }),
    status: choice("CustomDomainAssociationStatus", {
      doc: "`ACTIVE` once the certificate is validated; until then the validation records wait to be found in the domain's DNS.",
      stays: (_, { status }) => status === "ACTIVE",
    }),
    certificateValidationRecords: validationRecords,
    vpcDNSTargets: list(
      "VpcDNSTargetList",
      {
        doc: "DNS targets for clients in VPCs of the service's ingress connections.",
        member: "VpcDNSTargets",
        stays: isKept,
      },
      block(
        "VpcDNSTarget",
        { doc: "One VPC's target." },
        {
          vpcIngressConnectionArn: text("AppRunnerResourceArn", { doc: "ARN of the ingress connection." }).optional(),
          vpcId: text("String", { doc: "Id of the VPC." }).optional(),
          domainName: text("DomainName", { doc: "The target." }).optional(),
        },
      ),
    ),
  },
);

/** An update does nothing, but to one that could not be made, which is made anew. */
function isKept(_: readonly string[], { status }: Properties): boolean {
  return status !== "CREATE_FAILED";
}
