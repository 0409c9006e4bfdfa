// Generated from provider/resources by `npm run generate`: do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { AppRunnerResource, type ClassFacts } from "../resource";
import type { CertificateValidationRecord, CustomDomainAssociationStatus } from "./types";

const FACTS: ClassFacts = {
  kind: "CustomDomainValidation",
  module: "customDomainValidation",
  outputs: [
    "domainName",
    "serviceArn",
    "validationRecordNames",
    "enableWWWSubdomain",
    "status",
    "certificateValidationRecords",
  ],
  secretWhenRead: [],
};

/** The inputs of a CustomDomainValidation. */
export interface CustomDomainValidationArgs {
  /** The domain, as in its CustomDomainAssociation. A change replaces: it is another domain: its validation is waited for anew, and nothing else happens. */
  domainName: pulumi.Input<string>;
  /** ARN of the service that the domain is associated with. A change replaces: it is another association: its validation is waited for anew, and nothing else happens. */
  serviceArn: pulumi.Input<string>;
  /** Names of the validation records that the program makes, so that the wait begins after them. When one that App Runner looks for is not among them, it fails at once instead of waiting in vain. A trailing dot says nothing. */
  validationRecordNames?: pulumi.Input<pulumi.Input<string>[]>;
}

/** The wait for a custom domain to become active: it is there once App Runner has found the domain's validation records and holds its certificate, which takes minutes after the records are made, and at worst two days. While it waits it says which records are not found yet. A wait that takes longer than the resource's timeout (40 minutes) fails, and the next update waits on. Deleting it changes nothing. */
export class CustomDomainValidation extends AppRunnerResource {
  /** The domain, as in its CustomDomainAssociation. A change replaces: it is another domain: its validation is waited for anew, and nothing else happens. */
  declare readonly domainName: pulumi.Output<string>;
  /** ARN of the service that the domain is associated with. A change replaces: it is another association: its validation is waited for anew, and nothing else happens. */
  declare readonly serviceArn: pulumi.Output<string>;
  /** Names of the validation records that the program makes, so that the wait begins after them. When one that App Runner looks for is not among them, it fails at once instead of waiting in vain. A trailing dot says nothing. */
  declare readonly validationRecordNames: pulumi.Output<string[] | undefined>;
  /** Whether `www.` of the domain leads to the service too. */
  declare readonly enableWWWSubdomain: pulumi.Output<boolean | undefined>;
  /** `ACTIVE`; a refresh reads what it is by then. */
  declare readonly status: pulumi.Output<CustomDomainAssociationStatus>;
  /** DNS records that prove who owns the domain, sorted by name. Make them before the domain's own record. */
  declare readonly certificateValidationRecords: pulumi.Output<CertificateValidationRecord[]>;

  constructor(name: string, args: CustomDomainValidationArgs, opts?: pulumi.CustomResourceOptions) {
    super(FACTS, name, args, opts);
  }

  /** Reads one that exists already, without managing it. `id` is the domain and the service's ARN, with a comma between them. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): CustomDomainValidation {
    return new CustomDomainValidation(name, undefined as unknown as CustomDomainValidationArgs, { ...opts, id });
  }
}
