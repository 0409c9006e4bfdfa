export { ConfigFile, type ConfigFileArgs } from "./configFile/component";
export * from "./generated";
