export { CustomDomain, type CustomDomainArgs, type MakeRecord } from "./components/customDomain";
export type { DomainRecord } from "./components/domainRecords";
export { ConfigFile, type ConfigFileArgs } from "./configFile/component";
export * from "./generated";
