import { createProgram } from "../../cli/main";
import { formatReference } from "../../cli/reference";
import { processTerminal } from "../../cli/terminal";
import { configFileSchema } from "../../sdk/configFile/jsonSchema";
import { apiReference } from "./apiReference";
import { providerFiles } from "./providerFiles";

/** Every generated file, path to text; a test compares them with what is committed. */
export function generatedFiles(): Map<string, string> {
  return new Map([
    ...providerFiles(),
    ["config.schema.json", `${JSON.stringify(configFileSchema(), null, 2)}\n`],
    ["docs/reference/api.md", apiReference()],
    ["docs/reference/cli.md", formatReference(createProgram(processTerminal()))],
  ]);
}
