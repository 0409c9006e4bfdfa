// Generated from provider/resources by `npm run generate`: do not edit.
export * from "./autoScalingConfiguration";
export * from "./connection";
export * from "./customDomainAssociation";
export * from "./customDomainValidation";
export * from "./defaultAutoScalingConfiguration";
export * from "./deployment";
export * from "./getAutoScalingConfiguration";
export * from "./getConnection";
export * from "./getHostedZoneId";
export * from "./getService";
export * from "./listOperations";
export * from "./observabilityConfiguration";
export * from "./provider";
export * from "./service";
export * from "./types";
export * from "./vpcConnector";
export * from "./vpcIngressConnection";
