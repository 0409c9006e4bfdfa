import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Target } from "../provider/core/resource";
import { deployConfigFile, type StackOutputs } from "./configFile/deploy";
import { ConfigFileInvalid, loadConfigFile } from "./configFile/load";
import { projectFolder } from "./projectFolder";

/** The Pulumi program that deploys a config file: setting `apprunner:file`, else apprunner.config.yaml beside Pulumi.yaml. */
async function program(): Promise<StackOutputs> {
  const settings = new pulumi.Config("apprunner");
  const path = resolve(projectFolder(), settings.get("file") ?? "apprunner.config.yaml");
  try {
    const file = loadConfigFile(path, (settings.get("target") ?? "aws") as Target);
    for (const warning of file.warnings) await pulumi.log.warn(warning);
    return deployConfigFile(file);
  } catch (error) {
    throw error instanceof ConfigFileInvalid ? new pulumi.RunError(error.message) : error;
  }
}

export = program;
