import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Target } from "../../provider/core/resource";
import { projectFolder } from "../projectFolder";
import { setAt } from "./at";
import type { Entry, ConfigFile as Loaded } from "./load";

const IMAGE_IDENTIFIER = "sourceConfiguration.imageRepository.imageIdentifier";

export interface ConfigFileArgs {
  /** Path of the file, absolute or from the folder of Pulumi.yaml. Default: apprunner.config.yaml. */
  file?: string;
  /** Which of the file's environments. */
  environment?: string;
}

/**
 * Everything that an apprunner.config.yaml asks for, as one component of a Pulumi program. Its resources are named
 * `<component>-<entry>`. The target is the stack's (`apprunner:target`), whatever the file says. Throws a RunError that lists what is
 * wrong with the file.
 */
export class ConfigFile extends pulumi.ComponentResource {
  /** URL of each service by its name in the file. */
  readonly urls: pulumi.Output<Record<string, string>>;
  /** URL of the only service, or of the first. */
  readonly url: pulumi.Output<string | undefined>;

  constructor(name: string, args: ConfigFileArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("apprunner:index:ConfigFile", name, {}, opts);
    const given = args.file ?? "apprunner.config.yaml";
    const loaded = load(isAbsolute(given) ? given : join(projectFolder(), given), args.environment);
    for (const warning of loaded.warnings) void pulumi.log.warn(warning, this);
    const entries = pulumi.runtime.isDryRun() ? loaded.entries : afterBuilds(loaded);
    const { deployConfigFile } = require("./deploy") as typeof import("./deploy");
    const { url, urls } = deployConfigFile({ entries }, { prefix: `${name}-`, parent: this });
    const [first] = loaded.entries.filter(({ section }) => section === "services");
    this.url = pulumi.output(url as string | undefined);
    this.urls = pulumi.output((urls ?? (first && url ? { [first.name]: url } : {})) as Record<string, string>);
    this.registerOutputs({ url: this.url, urls: this.urls });
  }
}

// Whoever makes no ConfigFile should not pay for it: the checks, YAML and Docker are loaded where they are needed.
function load(path: string, environment: string | undefined): Loaded {
  const { loadConfigFile } = require("./load") as typeof import("./load");
  const { ConfigFileInvalid } = require("./problem") as typeof import("./problem");
  const target = (new pulumi.Config("apprunner").get("target") ?? "aws") as Target;
  try {
    return loadConfigFile(path, { target, environment });
  } catch (error) {
    throw error instanceof ConfigFileInvalid ? new pulumi.RunError(error.message) : error;
  }
}

/** A constructor cannot wait, but an input can: no service is made before its image is there. */
function afterBuilds({ entries, builds }: Loaded): Entry[] {
  const { ensureImage } = require("../image/ensureImage") as typeof import("../image/ensureImage");
  return entries.map((entry) => {
    const build = entry.section === "services" ? builds.find(({ service }) => service === entry.name) : undefined;
    if (!build) return entry;
    const image = pulumi.output(ensureImage(build, () => undefined).then(() => build.image));
    return { ...entry, inputs: setAt(entry.inputs, IMAGE_IDENTIFIER, image) };
  });
}
