import * as pulumi from "@pulumi/pulumi";

/**
 * A package that only some programs need, so that it is theirs to install: with it in `node_modules`, Pulumi would fetch its plugin for
 * every program there. Looked for from the program's folder first, where this package may be a link. Throws a RunError that says what to
 * install. `module` is the package or a part of it; `range` the versions that this was written for.
 */
export function requireOptional<Module>(module: string, range: string, purpose: string): Module {
  const name = module.split("/").slice(0, 2).join("/");
  let path: string;
  try {
    path = require.resolve(module, { paths: [process.cwd(), __dirname] });
  } catch {
    throw new pulumi.RunError(
      `${purpose} needs the package ${name}, which is not installed: npm install "${name}@${range}"`,
    );
  }
  return require(path) as Module;
}

/** A class of another package, as far as it is used here: its own types would need the package in every program. */
export type ResourceClass<Args, Made> = new (
  name: string,
  args: Args,
  opts?: pulumi.CustomResourceOptions,
) => pulumi.CustomResource & Made;
