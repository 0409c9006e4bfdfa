import * as pulumi from "@pulumi/pulumi";
import { hostedZoneIdOf } from "../../provider/lookups/hostedZone";
import { AWS_RANGE } from "./awsRange";
import type { DomainRecord } from "./domainRecords";
import { type ResourceClass, requireOptional } from "./optionalPackage";

interface RecordArgs {
  zoneId: pulumi.Input<string>;
  name: pulumi.Input<string>;
  type: string;
  ttl?: number;
  records?: pulumi.Input<string>[];
  allowOverwrite?: boolean;
  aliases?: { name: pulumi.Input<string>; zoneId: pulumi.Input<string>; evaluateTargetHealth: boolean }[];
}

interface Route53 {
  Record: ResourceClass<RecordArgs, { fqdn: pulumi.Output<string> }>;
}

/** A zone of Route 53, and what its alias records need to know of the service. */
export interface Zone {
  zoneId: pulumi.Input<string>;
  serviceArn: pulumi.Input<string>;
  ipv6: boolean;
}

const TTL_S = 300;

/** A validation record in Route 53; answers the name that it has there. */
export function makeValidationRecord(
  resourceName: string,
  { name, value }: DomainRecord,
  { zoneId }: Zone,
  opts: pulumi.CustomResourceOptions,
): { resource: pulumi.Resource; name: pulumi.Output<string> } {
  // A certificate's record is the same for all who ask for one of the same name: the domain before may have left it, or share it.
  const args: RecordArgs = { zoneId, name, type: "CNAME", ttl: TTL_S, records: [value], allowOverwrite: true };
  const resource = new (route53().Record)(resourceName, args, opts);
  return { resource, name: resource.fqdn };
}

/** An alias of the service's own domain: at the top of a zone there is no other way, and below it hides no record as a CNAME can. */
export function makeTargetRecords(
  resourceName: string,
  { name, value }: DomainRecord,
  { zoneId, serviceArn, ipv6 }: Zone,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const alias = {
    name: value.apply(onAws),
    zoneId: pulumi.output(serviceArn).apply(zoneOfService),
    evaluateTargetHealth: false,
  };
  const make = (type: string, suffix: string) =>
    new (route53().Record)(resourceName + suffix, { zoneId, name, type, aliases: [alias] }, opts);
  return [make("A", ""), ...(ipv6 ? [make("AAAA", "-ipv6")] : [])];
}

/** The public DNS must not lead a domain to everybody's own machine. */
function onAws(target: string): string {
  if (!target.endsWith(".localhost")) return target;
  throw new pulumi.RunError(
    `${target} is on a local App Runner, where no record of Route 53 can lead to: leave out zoneId for it`,
  );
}

function zoneOfService(arn: string): string {
  return hostedZoneIdOf(arn.split(":")[3] ?? "");
}

function route53(): Route53 {
  return requireOptional<Route53>("@pulumi/aws/route53", AWS_RANGE, "A CustomDomain with a zoneId");
}
