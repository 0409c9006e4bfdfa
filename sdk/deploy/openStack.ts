import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LocalWorkspace, PulumiCommand, type PulumiFn, Stack } from "@pulumi/pulumi/automation";
import { pulumiEnvironment } from "./environment";
import { explain } from "./failures";
import { makeWorkFolder, type StackConfig } from "./workFolder";

export interface StackOptions {
  /** Home of the local App Runner; Pulumi's state is there too unless a backend is given. */
  home: string;
  project: string;
  stack: string;
  /** A Pulumi backend URL; default PULUMI_BACKEND_URL, then a folder in the home. */
  backend?: string;
  /** Values of `apprunner:<name>`. */
  config: StackConfig;
  program: PulumiFn;
  environment?: NodeJS.ProcessEnv;
}

/**
 * Finds the Pulumi CLI, which takes a process: begun before a config file is read, it costs no time. Throws DeployFailed when there is
 * none, or when it is too old.
 */
export async function findPulumi(
  options: Pick<StackOptions, "home" | "backend" | "environment">,
): Promise<PulumiCommand> {
  // The Automation API looks for the CLI with this process's PATH.
  process.env.PATH = pulumiEnvironment(options.environment ?? process.env, options).PATH;
  try {
    return await PulumiCommand.get();
  } catch (error) {
    throw explain("search for the Pulumi CLI", error);
  }
}

/** Selects the stack, and makes it when there is none yet. Throws DeployFailed when that cannot be done. */
export async function openStack(options: StackOptions, command = findPulumi(options)): Promise<Stack> {
  const { home, project, stack, program, config, environment = process.env } = options;
  const envVars = pulumiEnvironment(environment, options);
  const workDir = makeWorkFolder(home, { project, stack, config, backend: envVars.PULUMI_BACKEND_URL! });
  const pulumiCommand = await command;
  try {
    const workspace = await LocalWorkspace.create({ workDir, program, envVars, pulumiCommand });
    // Every operation names its stack, so nothing has to be selected; asking whether it is there costs a CLI process.
    if (isThere(envVars.PULUMI_BACKEND_URL!, project, stack)) workspace.selectStack = async () => undefined;
    return await Stack.createOrSelect(stack, workspace);
  } catch (error) {
    throw explain(`opening of stack ${stack}`, error);
  }
}

/** Whether a backend that is a folder has the stack; false for any other backend, and where it cannot be told. */
function isThere(backend: string, project: string, stack: string): boolean {
  if (!backend.startsWith("file:///")) return false;
  const file = join(fileURLToPath(backend), ".pulumi", "stacks", project, `${stack}.json`);
  return existsSync(file) || existsSync(`${file}.gz`);
}
