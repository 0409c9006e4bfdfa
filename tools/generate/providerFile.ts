import type { Setting } from "../../provider/settings";
import { docLines } from "./typesFile";

/** Text of sdk/generated/provider.ts: the provider as a resource of a program, with its settings for arguments. */
export function providerFile(packageName: string, settings: Record<string, Setting>): string {
  const members = Object.entries(settings).map(([name, setting]) => {
    return `${docLines(setting.doc, "  ")}  ${name}?: pulumi.Input<${typeOf(setting)}>;\n`;
  });
  return `import * as pulumi from "@pulumi/pulumi";

/** The settings of a provider. Without \`target\`, those that are left out are the stack's configuration's; with it, none is. */
export interface ProviderArgs {
${members.join("")}}

/** A provider of its own, for \`{ provider }\`: another region, account or machine. Its resources use the plugin. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    super("${packageName}", name, args.target === undefined ? { ...ofStack(), ...args } : args, opts);
  }
}

function ofStack(): ProviderArgs {
  const config = new pulumi.Config("${packageName}");
  const aws = (config.get("target") ?? "aws") === "aws" ? new pulumi.Config("aws") : undefined;
  return { ${Object.entries(settings)
    .map(([name, setting]) => `${name}: ${ofStack(name, setting)}`)
    .join(", ")} };
}
`;
}

function ofStack(name: string, { values, isMap, ofAws }: Setting): string {
  const value = `config.${isMap ? "getObject" : "get"}("${name}")`;
  if (ofAws) return `${value} ?? aws?.get("${name}")`;
  return values || isMap ? `${value} as ProviderArgs["${name}"]` : value;
}

function typeOf({ values, isMap }: Setting): string {
  if (isMap) return "Record<string, pulumi.Input<string>>";
  return values ? values.map((value) => `"${value}"`).join(" | ") : "string";
}
