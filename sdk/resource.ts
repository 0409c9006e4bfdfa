import * as pulumi from "@pulumi/pulumi";
import { refusePassedOver } from "./awsSettings";
import { withoutPromiseTraces } from "./promiseTraces";
import { secretPaths } from "./secretPaths";

/** Outputs of a resource, each undefined: Pulumi makes an output of every property that it is given. */
export type Outputs = Record<string, undefined>;

/** What a class says of itself. `module` is the export of `pulumi-apprunner/dynamic`, a name that states keep for ever. */
export interface ClassFacts {
  kind: string;
  module: string;
  outputs: readonly string[];
  /** Outputs that may hold secrets, which nobody has marked as such when what exists already is read. */
  secretWhenRead: readonly string[];
  /** The input that is made up from the resource's name when it is left out. */
  nameProperty?: string;
}

/**
 * The base of all classes. By default a resource's type is the dynamic provider's, and its code is one line that requires the installed
 * package: it is the same on every machine and release, so an upgrade changes no state. With a provider of its own
 * (sdk/generated/provider.ts), or with `apprunner:plugin` set to true, it is the plugin's; a stack moves there in place, by an alias.
 */
export abstract class AppRunnerResource extends pulumi.CustomResource {
  constructor(facts: ClassFacts, name: string, args: object | undefined, opts?: pulumi.CustomResourceOptions) {
    const dynamic = `pulumi-nodejs:dynamic/apprunner:${facts.kind}`;
    const properties = { ...undefinedOutputs(facts), ...args };
    const restoreTraces = withoutPromiseTraces();
    try {
      if (usesPlugin(opts)) {
        const type = `apprunner:index:${facts.kind}`;
        super(type, name, properties, pulumi.mergeOptions(opts, { aliases: [{ type: dynamic }] }));
        return;
      }
      super(
        dynamic,
        name,
        {
          ...properties,
          ...(opts?.id === undefined
            ? { ...autoName(facts, name, args), __secrets: secretPaths(args) }
            : { __onlyRead: true }),
          __provider: providerString(facts.module),
        },
        opts?.id === undefined
          ? opts
          : pulumi.mergeOptions(opts, { additionalSecretOutputs: [...facts.secretWhenRead] }),
      );
    } finally {
      restoreTraces();
    }
  }
}

/** Evaluated by Pulumi's dynamic provider process in the program's folder. CONTRACT: never change what is made here. */
export function providerString(module: string): string {
  return `exports.handler=()=>require("pulumi-apprunner/dynamic").${module}`;
}

/** A provider may also come from a parent that was given `providers`. */
function usesPlugin(opts: pulumi.CustomResourceOptions | undefined): boolean {
  const provider = opts?.provider ?? opts?.parent?.getProvider("apprunner:index:Service");
  const type = (provider as { __pulumiType?: string } | undefined)?.__pulumiType;
  if (type === "pulumi:providers:apprunner") return true;
  if (new pulumi.Config("apprunner").getBoolean("plugin") !== true) return false;
  refusePassedOver();
  return true;
}

function undefinedOutputs({ outputs }: ClassFacts): Outputs {
  return Object.fromEntries(outputs.map((name) => [name, undefined]));
}

/** Tells the provider what a made-up name starts with. The key is provider/core/name.ts's; loading that here would load zod. */
function autoName({ nameProperty }: ClassFacts, name: string, args: object | undefined): Record<string, string> {
  const given = nameProperty && (args as Record<string, unknown> | undefined)?.[nameProperty];
  return nameProperty && given === undefined ? { __autoName: name } : {};
}
