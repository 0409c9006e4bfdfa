import { type PackageFacts, packageSchema } from "../../provider/core/schema";
import { LOOKUPS } from "../../provider/lookups";
import { RESOURCES, type ResourceName } from "../../provider/resources";
import { SETTINGS } from "../../provider/settings";
import { classFile } from "./classFile";
import { kindReference, lookupReference } from "./kindReference";
import { lookupFile } from "./lookupFile";
import { MANUALS } from "./manual";
import { programOf } from "./programOf";
import { providerFile } from "./providerFile";
import { settingsReference } from "./settingsReference";
import { typesFile } from "./typesFile";

const PACKAGE: PackageFacts = {
  name: "apprunner",
  description:
    "AWS App Runner, on AWS or on this machine: services from code or images, scaling, domains and connections.",
  config: SETTINGS,
};

const HEADER = "// Generated from provider/resources by `npm run generate`: do not edit.\n";

/** What is generated from the provider's definitions, path to text. */
export function providerFiles(): Map<string, string> {
  const resources = Object.entries(RESOURCES);
  const definitions = resources.map(([, { definition }]) => definition);
  const lookups = Object.values(LOOKUPS);
  const files = new Map([
    ["schema.json", `${JSON.stringify(packageSchema(PACKAGE, definitions, lookups), null, 2)}\n`],
    ["sdk/generated/types.ts", HEADER + typesFile([...definitions, ...lookups])],
  ]);
  for (const [module, { definition }] of resources) {
    files.set(`sdk/generated/${module}.ts`, HEADER + classFile(module, definition));
  }
  for (const lookup of lookups) files.set(`sdk/generated/${lookup.name}.ts`, HEADER + lookupFile(lookup));
  for (const [module, resource] of resources) {
    const page = kindReference(resource, MANUALS[module as ResourceName], programOf(module as ResourceName));
    files.set(`docs/reference/${module}.md`, page);
  }
  files.set("docs/reference/functions.md", lookupReference(lookups));
  files.set("docs/reference/settings.md", settingsReference(PACKAGE.name, SETTINGS));
  files.set("sdk/generated/provider.ts", HEADER + providerFile(PACKAGE.name, SETTINGS));
  const modules = [...resources.map(([module]) => module), ...Object.keys(LOOKUPS), "provider", "types"].sort();
  files.set("sdk/generated/index.ts", `${HEADER}${modules.map((name) => `export * from "./${name}";`).join("\n")}\n`);
  return files;
}
