import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { homeOption } from "../local/options";

/** Options of the commands that work on a config file. */
export interface StackOptions {
  file?: string;
  environment?: string;
  target?: "local" | "aws";
  region?: string;
  profile?: string;
  endpoint?: string;
  home?: string;
  backend?: string;
}

/** Adds the options that say which file, which environment of it, and where. */
export function addStackOptions(command: Command): Command {
  return command
    .option("--file <path>", "the config file (default: apprunner.config.yaml)")
    .option("-e, --environment <name>", "which environment of the file; each has resources of its own")
    .addOption(new Option("--target <target>", "which App Runner, over what the file says").choices(["local", "aws"]))
    .option("--region <region>", "AWS region, over what the file says")
    .option("--profile <name>", "AWS profile, for the target aws")
    .option("--endpoint <url>", "URL of the App Runner API, instead of the target's own")
    .addOption(homeOption())
    .option("--backend <url>", "Pulumi backend that keeps the state (default: $PULUMI_BACKEND_URL, or the home)");
}

/** The config file that the options mean. */
export function fileOf(options: StackOptions, usual: string): string {
  return resolve(options.file ?? usual);
}
