import * as pulumi from "@pulumi/pulumi";
import {
  type CertificateValidationRecord,
  CustomDomainAssociation,
  type CustomDomainAssociationStatus,
  CustomDomainValidation,
} from "../generated";
import { type DomainRecord, targetRecordsOf, validationKey, validationRecordsOf } from "./domainRecords";
import { makeTargetRecords, makeValidationRecord, type Zone } from "./route53";

/** Makes the resources of one DNS record at a provider of one's own; `options` say whose child they are and what comes before. */
export type MakeRecord = (
  record: DomainRecord,
  options: pulumi.CustomResourceOptions,
) => pulumi.Resource | readonly pulumi.Resource[];

export interface CustomDomainArgs {
  /** The domain: a root domain, a subdomain or a wildcard. Plain text, so that a preview knows which records there will be. */
  domainName: string;
  /** ARN of the service that the domain leads to. */
  serviceArn: pulumi.Input<string>;
  /** Whether `www.` of the domain leads to the service too. Default: true, except for a wildcard domain, which has no www. */
  enableWWWSubdomain?: boolean;
  /** Id of the public Route 53 hosted zone that the records go into; needs @pulumi/aws. With `apprunner:target` local none are made. */
  zoneId?: pulumi.Input<string>;
  /** With `zoneId`: whether the domain has IPv6 addresses (AAAA) too, for a service with `ipAddressType` DUAL_STACK. Default: false. */
  ipv6?: boolean;
  /** Makes each record at another DNS provider, in the place of `zoneId`. */
  makeRecord?: MakeRecord;
  /** Whether the domain is the top of its DNS zone and so can have no CNAME. Default: whether it has two labels, as `example.com`. */
  apex?: boolean;
  /** How many validation records there will be. Default: 3 with www, 2 without, as App Runner does it; an error says when that is wrong. */
  validationRecords?: number;
  /** Whether to wait until the domain is active. Default: true. */
  wait?: boolean;
}

/**
 * A domain of one's own for a service, to its end: the association, the records that prove who owns the domain, the wait until it is
 * active, and only then the records that lead visitors there, so that a domain that is in use elsewhere moves without a gap. A removal
 * goes the other way round. The records go to Route 53 (`zoneId`) or to where `makeRecord` puts them; with neither, `records` has them.
 * Throws a RunError when both are given, and for zoneId without @pulumi/aws.
 */
export class CustomDomain extends pulumi.ComponentResource {
  /** Every record, validation first; its keys are known in a preview. Values of target records are there once the domain is active. */
  readonly records: readonly DomainRecord[];
  /** Keys of `records`, in their order. */
  readonly recordKeys: readonly string[];
  /** What the domain's own record leads to. */
  readonly dnsTarget: pulumi.Output<string>;
  /** `ACTIVE`; without `wait` also what it is before. */
  readonly status: pulumi.Output<CustomDomainAssociationStatus>;
  /** Whether App Runner has found each validation record, by its key. */
  readonly recordStatuses: pulumi.Output<Record<string, string>>;
  readonly association: CustomDomainAssociation;
  /** The wait; undefined without one. */
  readonly validation: CustomDomainValidation | undefined;

  constructor(name: string, args: CustomDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("apprunner:index:CustomDomain", name, {}, opts);
    const { domainName, serviceArn, enableWWWSubdomain } = args;
    this.association = new CustomDomainAssociation(
      `${name}-association`,
      { domainName, serviceArn, enableWWWSubdomain },
      { parent: this },
    );
    const write = writerOf(name, args, this);
    const validations = validationRecordsOf(args, this.association.certificateValidationRecords);
    const proofs = validations.map((record) => write(record, { dependsOn: this.association }));
    const before = proofs.flatMap(({ resources }) => resources);
    this.validation = args.wait === false ? undefined : this.wait(name, args, proofs);
    const ended = this.validation ?? this.association;
    const target = pulumi.all([this.association.dnsTarget, ended.status]).apply(([dnsTarget]) => dnsTarget);
    const targets = targetRecordsOf(args, target);
    for (const record of targets) write(record, { dependsOn: this.validation ?? before });
    this.records = [...validations, ...targets];
    this.recordKeys = this.records.map(({ key }) => key);
    this.dnsTarget = this.association.dnsTarget;
    this.status = ended.status;
    this.recordStatuses = ended.certificateValidationRecords.apply(statusesOf);
    this.registerOutputs({ dnsTarget: this.dnsTarget, status: this.status, recordStatuses: this.recordStatuses });
  }

  /** The record of a key. Throws an error that names the keys that there are. */
  record(key: string): DomainRecord {
    const found = this.records.find((record) => record.key === key);
    if (found) return found;
    throw new pulumi.RunError(`${key} is no record of this domain; there are ${this.recordKeys.join(", ")}`);
  }

  private wait(name: string, args: CustomDomainArgs, proofs: readonly Written[]): CustomDomainValidation {
    const names = proofs.flatMap((proof) => (proof.name ? [proof.name] : []));
    return new CustomDomainValidation(
      `${name}-validation`,
      {
        domainName: args.domainName,
        // Through the association, so that the wait comes after it.
        serviceArn: this.association.serviceArn,
        validationRecordNames: names.length > 0 ? names : undefined,
      },
      { parent: this, dependsOn: [this.association, ...proofs.flatMap(({ resources }) => resources)] },
    );
  }
}

interface Written {
  resources: readonly pulumi.Resource[];
  /** The record's name as it was made, where that is known. */
  name?: pulumi.Output<string>;
}

type Write = (record: DomainRecord, opts: pulumi.CustomResourceOptions) => Written;

function writerOf(name: string, args: CustomDomainArgs, parent: CustomDomain): Write {
  const { makeRecord, zoneId, serviceArn, ipv6 = false } = args;
  if (makeRecord && zoneId !== undefined) {
    throw new pulumi.RunError(
      `CustomDomain ${name} has both zoneId and makeRecord: its records can go to one place only`,
    );
  }
  if (makeRecord) {
    return (record, opts) => ({ resources: [makeRecord(record, { ...opts, parent })].flat() });
  }
  if (zoneId === undefined) return () => ({ resources: [] });
  if (new pulumi.Config("apprunner").get("target") === "local") {
    void pulumi.log.info("No records are made in Route 53 for a local App Runner: it asks for none.", parent);
    return () => ({ resources: [] });
  }
  const zone: Zone = { zoneId, serviceArn, ipv6 };
  return (record, opts) => {
    const of = { ...opts, parent };
    const resourceName = `${name}-${record.key}`;
    if (record.purpose === "target") return { resources: makeTargetRecords(resourceName, record, zone, of) };
    const { resource, name: made } = makeValidationRecord(resourceName, record, zone, of);
    return { resources: [resource], name: made };
  };
}

function statusesOf(records: readonly CertificateValidationRecord[]): Record<string, string> {
  return Object.fromEntries(records.map(({ status }, index) => [validationKey(index), status]));
}
