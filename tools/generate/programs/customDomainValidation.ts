import * as apprunner from "../../../sdk";

const association = new apprunner.CustomDomainAssociation("news-domain", {
  domainName: "news.example.com",
  serviceArn: apprunner.getServiceOutput({ serviceName: "news" }).serviceArn,
});

// Here the program makes association.certificateValidationRecords at its DNS provider.

const active = new apprunner.CustomDomainValidation("news-active", {
  domainName: association.domainName,
  serviceArn: association.serviceArn,
});

export const status = active.status;
