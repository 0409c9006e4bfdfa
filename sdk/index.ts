export { CustomDomain, type CustomDomainArgs, type MakeRecord } from "./components/customDomain";
export type { ImageBuildArgs } from "./components/dockerImage";
export type { DomainRecord } from "./components/domainRecords";
export { ImageService, type ImageServiceArgs } from "./components/imageService";
export { ConfigFile, type ConfigFileArgs } from "./configFile/component";
export * from "./generated";
