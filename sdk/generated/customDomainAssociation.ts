// Generated from provider/resources by `npm run generate`: do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { AppRunnerResource, type ClassFacts } from "../resource";
import type { CertificateValidationRecord, CustomDomainAssociationStatus, VpcDNSTarget } from "./types";

const FACTS: ClassFacts = {
  kind: "CustomDomainAssociation",
  module: "customDomainAssociation",
  outputs: [
    "domainName",
    "serviceArn",
    "enableWWWSubdomain",
    "dnsTarget",
    "status",
    "certificateValidationRecords",
    "vpcDNSTargets",
  ],
  secretWhenRead: [],
};

/** The inputs of a CustomDomainAssociation. */
export interface CustomDomainAssociationArgs {
  /** The domain: a root domain, a subdomain or a wildcard. A change replaces: another domain is another association: the domain is taken from the service and associated anew; until the new association is active it does not answer. */
  domainName: pulumi.Input<string>;
  /** ARN of the service that the domain leads to. A change replaces: a domain can be on one service only: the domain is taken from the service and associated anew; until the new association is active it does not answer. */
  serviceArn: pulumi.Input<string>;
  /** Whether `www.` of the domain leads to the service too. Default: true, except for a wildcard domain, which has no www. A change replaces: App Runner cannot add or drop www in place: the domain is taken from the service and associated anew; until the new association is active it does not answer. */
  enableWWWSubdomain?: pulumi.Input<boolean>;
}

/** A domain of one's own that leads to a service. It is ready when App Runner waits for the validation records in the domain's DNS, or when it is active. */
export class CustomDomainAssociation extends AppRunnerResource {
  /** The domain: a root domain, a subdomain or a wildcard. A change replaces: another domain is another association: the domain is taken from the service and associated anew; until the new association is active it does not answer. */
  declare readonly domainName: pulumi.Output<string>;
  /** ARN of the service that the domain leads to. A change replaces: a domain can be on one service only: the domain is taken from the service and associated anew; until the new association is active it does not answer. */
  declare readonly serviceArn: pulumi.Output<string>;
  /** Whether `www.` of the domain leads to the service too. Default: true, except for a wildcard domain, which has no www. A change replaces: App Runner cannot add or drop www in place: the domain is taken from the service and associated anew; until the new association is active it does not answer. */
  declare readonly enableWWWSubdomain: pulumi.Output<boolean | undefined>;
  /** Where the domain's DNS record (an alias, or a CNAME) must lead to. */
  declare readonly dnsTarget: pulumi.Output<string>;
  /** `ACTIVE` once the certificate is validated; until then the validation records wait to be found in the domain's DNS. */
  declare readonly status: pulumi.Output<CustomDomainAssociationStatus>;
  /** DNS records that prove who owns the domain, sorted by name. Make them before the domain's own record. */
  declare readonly certificateValidationRecords: pulumi.Output<CertificateValidationRecord[]>;
  /** DNS targets for clients in VPCs of the service's ingress connections. */
  declare readonly vpcDNSTargets: pulumi.Output<VpcDNSTarget[]>;

  constructor(name: string, args: CustomDomainAssociationArgs, opts?: pulumi.CustomResourceOptions) {
    super(FACTS, name, args, opts);
  }

  /** Reads one that exists already, without managing it. `id` is the domain and the service's ARN, with a comma between them; an import also takes the service's name. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): CustomDomainAssociation {
    return new CustomDomainAssociation(name, undefined as unknown as CustomDomainAssociationArgs, { ...opts, id });
  }
}
