// Generated from provider/resources by `npm run generate`: do not edit.
import * as pulumi from "@pulumi/pulumi";

/** The settings of a provider. Without `target`, those that are left out are the stack's configuration's; with it, none is. */
export interface ProviderArgs {
  /** `aws` (default), or `local` for the App Runner of this machine. */
  target?: pulumi.Input<"aws" | "local">;
  /** The AWS region. Default: `aws:region` in a Node.js program, then what the AWS tools use; for `local` us-east-1. */
  region?: pulumi.Input<string>;
  /** Profile of the AWS configuration files. Default: `aws:profile` in a Node.js program, then what the AWS tools use. */
  profile?: pulumi.Input<string>;
  /** URL of the API, instead of the usual one. With `local` it must be an address of this machine. */
  endpoint?: pulumi.Input<string>;
  /** Home of the local App Runner, an absolute path. Default: APPRUNNER_HOME, then ~/.apprunner. */
  home?: pulumi.Input<string>;
  /** Whether a preview looks at the account for what would fail: names that are taken, images, roles and secrets that are not there. `on` (default) or `off`. */
  checks?: pulumi.Input<"on" | "off">;
  /** Tags of every resource that can have tags, by key; what a resource's own `tags` say of a key wins. */
  defaultTags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A provider of its own, for `{ provider }`: another region, account or machine. Its resources use the plugin. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    super("apprunner", name, args.target === undefined ? { ...ofStack(), ...args } : args, opts);
  }
}

function ofStack(): ProviderArgs {
  const config = new pulumi.Config("apprunner");
  const aws = (config.get("target") ?? "aws") === "aws" ? new pulumi.Config("aws") : undefined;
  return {
    target: config.get("target") as ProviderArgs["target"],
    region: config.get("region") ?? aws?.get("region"),
    profile: config.get("profile") ?? aws?.get("profile"),
    endpoint: config.get("endpoint"),
    home: config.get("home"),
    checks: config.get("checks") as ProviderArgs["checks"],
    defaultTags: config.getObject("defaultTags") as ProviderArgs["defaultTags"],
  };
}
