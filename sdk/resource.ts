import * as pulumi from "@pulumi/pulumi";

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
 * The base of all classes. A resource's type is the dynamic provider's, and its code is one line that requires the installed package: it
 * is the same on every machine and release, so an upgrade changes no state.
 */
export abstract class AppRunnerResource extends pulumi.CustomResource {
  constructor(facts: ClassFacts, name: string, args: object | undefined, opts?: pulumi.CustomResourceOptions) {
    super(
      `pulumi-nodejs:dynamic/apprunner:${facts.kind}`,
      name,
      {
        ...undefinedOutputs(facts),
        ...args,
        ...(opts?.id === undefined && autoName(facts, name, args)),
        __provider: providerString(facts.module),
      },
      opts?.id === undefined ? opts : pulumi.mergeOptions(opts, { additionalSecretOutputs: [...facts.secretWhenRead] }),
    );
  }
}

/** Evaluated by Pulumi's dynamic provider process in the program's folder. CONTRACT: never change what is made here. */
export function providerString(module: string): string {
  return `exports.handler=()=>require("pulumi-apprunner/dynamic").${module}`;
}

function undefinedOutputs({ outputs }: ClassFacts): Outputs {
  return Object.fromEntries(outputs.map((name) => [name, undefined]));
}

/** Tells the provider what a made-up name starts with. The key is provider/core/name.ts's; loading that here would load zod. */
function autoName({ nameProperty }: ClassFacts, name: string, args: object | undefined): Record<string, string> {
  const given = nameProperty && (args as Record<string, unknown> | undefined)?.[nameProperty];
  return nameProperty && given === undefined ? { __autoName: name } : {};
}
