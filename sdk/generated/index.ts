// Generated from provider/resources by `npm run generate`: do not edit.
export * from "./autoScalingConfiguration";
export * from "./connection";
export * from "./customDomainAssociation";
export * from "./defaultAutoScalingConfiguration";
export * from "./deployment";
export * from "./observabilityConfiguration";
export * from "./service";
export * from "./types";
export * from "./vpcConnector";
export * from "./vpcIngressConnection";
