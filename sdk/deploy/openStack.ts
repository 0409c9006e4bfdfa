import { LocalWorkspace, type PulumiFn, Stack } from "@pulumi/pulumi/automation";
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

/** Selects the stack, and makes it when there is none yet. Throws DeployFailed when that cannot be done. */
export async function openStack(options: StackOptions): Promise<Stack> {
  const { home, project, stack, program, config, environment = process.env } = options;
  const envVars = pulumiEnvironment(environment, options);
  // The Automation API looks for the CLI with this process's PATH before it takes any other.
  process.env.PATH = envVars.PATH;
  const workDir = makeWorkFolder(home, { project, stack, config, backend: envVars.PULUMI_BACKEND_URL! });
  try {
    const workspace = await LocalWorkspace.create({ workDir, program, envVars });
    return await Stack.createOrSelect(stack, workspace);
  } catch (error) {
    throw explain(`opening of stack ${stack}`, error);
  }
}
