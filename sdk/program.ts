import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Target } from "../provider/core/resource";
import { deployConfigFile, type StackOutputs } from "./configFile/deploy";
import { CONFIG_FILE, type ConfigFile, loadConfigFile } from "./configFile/load";
import { ConfigFileInvalid } from "./configFile/problem";
import { ensureImage } from "./image/ensureImage";
import { projectFolder } from "./projectFolder";

/**
 * The Pulumi program that deploys a config file: setting `apprunner:file`, else apprunner.config.yaml beside Pulumi.yaml; for the
 * environment of the setting `apprunner:environment`.
 */
async function program(): Promise<StackOutputs> {
  const settings = new pulumi.Config("apprunner");
  const path = resolve(projectFolder(), settings.get("file") ?? CONFIG_FILE);
  const target = (settings.get("target") ?? "aws") as Target;
  const file = load(path, target, settings.get("environment"));
  for (const warning of file.warnings) await pulumi.log.warn(warning);
  if (!pulumi.runtime.isDryRun()) {
    for (const build of file.builds) await ensureImage(build, () => undefined);
  }
  return deployConfigFile(file);
}

function load(path: string, target: Target, environment: string | undefined): ConfigFile {
  try {
    return loadConfigFile(path, { target, environment });
  } catch (error) {
    throw error instanceof ConfigFileInvalid ? new pulumi.RunError(error.message) : error;
  }
}

export = program;
