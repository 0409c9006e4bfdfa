import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
  type GetMappingRequest,
  GetMappingResponse,
  GetMappingsResponse,
  type GetSchemaRequest,
  GetSchemaResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { packageFolder } from "../../packageFolder";

/** The package's schema, with what the file leaves out: the version, and with one, that an SDK is a package of its own. */
export function getSchema(request: GetSchemaRequest): GetSchemaResponse {
  if (request.getVersion() !== 0) throw new Error(`schema version ${request.getVersion()} is not served, only 0 is`);
  const schema = JSON.parse(readFileSync(join(packageFolder(), "schema.json"), "utf8")) as object;
  const response = new GetSchemaResponse();
  response.setSchema(JSON.stringify({ ...schema, version: version(), meta: { supportPack: true } }));
  return response;
}

export function getPluginInfo(): PluginInfo {
  const info = new PluginInfo();
  info.setVersion(version());
  return info;
}

/** No other tool's resources are mapped to ours. */
export function getMapping(_request: GetMappingRequest): GetMappingResponse {
  return new GetMappingResponse();
}

export function getMappings(): GetMappingsResponse {
  return new GetMappingsResponse();
}

function version(): string {
  return (JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8")) as { version: string }).version;
}
