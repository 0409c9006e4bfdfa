// The local runtime, through the project's own command line.
import { join } from "node:path";
import { projectFolder } from "../paths.mjs";
import { become } from "../process/become.mjs";
import { mustRun } from "../process/run.mjs";
import { nodeOf } from "../setup/dependencies.mjs";

const COMMAND = join(projectFolder, "cli/apprunner.js");

/** Starts the runtime, or finds the running one; answers its `{ endpoint, http, https, engine, home, pid }`. */
export async function startRuntime(args, { env, progress }) {
  return progress.step("Local App Runner", async () => {
    const { stdout } = await mustRun(nodeOf(), [COMMAND, "local", "start", "--json", ...args], {
      env,
      cwd: projectFolder,
    });
    const endpoint = JSON.parse(stdout);
    return { ...endpoint, text: `answers at ${endpoint.endpoint}` };
  });
}

/** Runs another `apprunner local` command with its own output; answers its exit code. */
export function runLocalCommand(args, { env }) {
  return become(nodeOf(), [COMMAND, "local", ...args], { env, cwd: projectFolder });
}
