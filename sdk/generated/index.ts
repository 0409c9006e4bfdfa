// Generated from provider/resources by `npm run generate`: do not edit.
export * from "./autoScalingConfiguration";
export * from "./connection";
export * from "./customDomainAssociation";
export * from "./service";
export * from "./types";
