import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

/**
 * A service through the plugin pulumi-resource-apprunner. Pulumi's dynamic providers, which the classes of pulumi-apprunner use, cannot
 * import: Pulumi gives them none of a resource's properties to read with.
 */
class Service extends pulumi.CustomResource {
  declare readonly url: pulumi.Output<string>;
  constructor(name: string, args: object, opts?: pulumi.CustomResourceOptions) {
    super("apprunner:index:Service", name, { url: undefined, ...args }, opts);
  }
}

// The definition says what is live. As long as it does not, the preview shows what differs, and Pulumi refuses to import.
const service = new Service(
  "shop",
  {
    serviceName: config.require("serviceName"),
    sourceConfiguration: {
      codeRepository: {
        repositoryUrl: config.require("repositoryUrl"),
        sourceCodeVersion: { type: "BRANCH", value: "main" },
        codeConfiguration: { configurationSource: "REPOSITORY" },
      },
      autoDeploymentsEnabled: false,
    },
    tags: { owner: config.get("owner") ?? "shop" },
  },
  // Only until it is in the state: after the first `up` leave the option away.
  { import: config.get("import") },
);

export const url = service.url;
