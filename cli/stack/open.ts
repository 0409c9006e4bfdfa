import type { Stack } from "@pulumi/pulumi/automation";
import type { ConfigFile } from "../../sdk/configFile/load";
import type { StackConfig } from "../../sdk/deploy/workFolder";
import { CommandFailure, usageFailure } from "../failure";
import { homeOf } from "../local/options";
import type { Terminal } from "../terminal";
import { fileOf, type StackOptions } from "./options";

/** A config file and the Pulumi stack that holds what it deploys. */
export interface OpenedStack {
  file: ConfigFile;
  stack: Stack;
  home: string;
  region?: string;
}

/**
 * Reads the config file and opens its stack: the environment's name, else the target's. `settings` reads no more than says which stack
 * it is, for commands that deploy nothing. Throws CommandFailure with everything that is wrong with the file.
 */
export async function openConfiguredStack(
  options: StackOptions,
  terminal: Terminal,
  reads: "all" | "settings" = "all",
): Promise<OpenedStack> {
  checkName(options.environment);
  const home = homeOf(options, terminal);
  // Loaded here (with `require`, which the compiled and the uncompiled form both have), so that `apprunner logs` does not pay for Pulumi.
  const { findPulumi, openStack } =
    require("../../sdk/deploy/openStack") as typeof import("../../sdk/deploy/openStack");
  const { DeployFailed } = require("../../sdk/deploy/failures") as typeof import("../../sdk/deploy/failures");
  const pulumi = findPulumi({ home, backend: options.backend, environment: terminal.environment });
  // Whether it was found is asked after the file: what is wrong with that comes first.
  pulumi.catch(() => undefined);
  const { CONFIG_FILE, loadConfigFile, loadSettings } =
    require("../../sdk/configFile/load") as typeof import("../../sdk/configFile/load");
  const { ConfigFileInvalid } =
    require("../../sdk/configFile/problem") as typeof import("../../sdk/configFile/problem");
  const { deployConfigFile } = require("../../sdk/configFile/deploy") as typeof import("../../sdk/configFile/deploy");
  const path = fileOf(options, CONFIG_FILE);
  try {
    const load = reads === "all" ? loadConfigFile : loadSettings;
    const file = load(path, {
      target: options.target,
      environment: options.environment,
      variables: terminal.environment,
    });
    for (const warning of file.warnings) terminal.remark(`warning: ${warning}`);
    const region = options.region ?? file.region;
    const stackOptions = {
      home,
      project: file.project,
      stack: file.environment ?? file.target,
      backend: options.backend,
      config: configOf(file, options, home, region),
      program: async () => ({ ...deployConfigFile(file) }),
      environment: terminal.environment,
    };
    const stack = await openStack(stackOptions, pulumi);
    return { file, stack, home, ...(region !== undefined && { region }) };
  } catch (error) {
    if (error instanceof ConfigFileInvalid || error instanceof DeployFailed) throw new CommandFailure(error.message);
    throw error;
  }
}

function configOf(
  file: ConfigFile,
  { profile, endpoint }: StackOptions,
  home: string,
  region: string | undefined,
): StackConfig {
  return {
    target: file.target,
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...(file.target === "local" && { home }),
  };
}

/** The name becomes a stack's and part of file names. */
function checkName(environment: string | undefined): void {
  if (environment === undefined || /^[A-Za-z0-9][\w.-]{0,63}$/.test(environment)) return;
  throw usageFailure(
    `--environment "${environment}": a name has 1 to 64 letters, digits, dashes, dots and underscores, the first a letter or digit.`,
  );
}
