import * as apprunner from "../../../sdk";

const service = apprunner.getServiceOutput({ serviceName: "shop" });

const domain = new apprunner.CustomDomainAssociation("domain", {
  domainName: "shop.example.com",
  serviceArn: service.serviceArn,
  enableWWWSubdomain: false,
});

/** The records to make, those of the validation first; the component CustomDomain makes them. */
export const records = domain.certificateValidationRecords;
export const target = domain.dnsTarget;
