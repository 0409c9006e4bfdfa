import type { CustomDomain, CustomDomainAssociationStatus, VpcDNSTarget } from "@aws-sdk/client-apprunner";
import { validationRecords } from "../../model/customDomain";
import type { CustomDomainRow } from "../../state/customDomains";
import type { ServiceRow } from "../../state/services";
import type { OperationContext } from "../context";

/** A stored association as the API describes it. The records are proved once the association is active. */
export function describeDomain(row: CustomDomainRow): CustomDomain {
  const Status = row.status === "active" ? "SUCCESS" : "PENDING_VALIDATION";
  return {
    DomainName: row.domain,
    EnableWWWSubdomain: row.enableWww,
    CertificateValidationRecords: validationRecords(row.serviceArn, row).map(({ name, value }) => ({
      Name: name,
      Type: "CNAME",
      Value: value,
      Status,
    })),
    Status: row.status as string as CustomDomainAssociationStatus,
  };
}

/** What the three operations on custom domains answer besides the domains: where the owner's DNS records have to point to. */
export function describeTargets(
  context: OperationContext,
  service: ServiceRow,
): { DNSTarget: string; ServiceArn: string; VpcDNSTargets: VpcDNSTarget[] } {
  const [host] = context.serviceUrl(service.label, service.region).split(":");
  return {
    DNSTarget: host!,
    ServiceArn: service.arn,
    VpcDNSTargets: context.state.vpcIngressConnections.listOfService(service.arn).map((row) => ({
      VpcIngressConnectionArn: row.arn,
      VpcId: row.vpcId,
      DomainName: row.domainName,
    })),
  };
}
