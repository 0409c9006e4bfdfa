import { dirname } from "node:path";
import { Command } from "commander";
import { headOf } from "../sdk/deploy/commits";
import { CommandFailure } from "./failure";
import { withProgress } from "./output/progress";
import { describeDone } from "./stack/done";
import { openConfiguredStack } from "./stack/open";
import { addStackOptions, type StackOptions } from "./stack/options";
import { printOutputs } from "./stack/outputs";
import { runOperation } from "./stack/running";
import type { Terminal } from "./terminal";

export function upCommand(terminal: Terminal): Command {
  const command = new Command("up")
    .summary("deploy what the config file says, and wait for the end")
    .description(
      "Deploys apprunner.config.yaml: builds images, makes, changes and deletes resources, and follows each operation to its true end with its log. Prints the outputs. No Pulumi project is needed; the state is kept in the home, or in a Pulumi backend.",
    )
    .option("--json", "print the outputs as one line of JSON");
  return addStackOptions(command).action(async (options: StackOptions & { json?: boolean }) => {
    const opened = await openConfiguredStack(options, terminal);
    await buildImages(opened.file.builds, terminal);
    const { upStack } = require("../sdk/deploy/operations") as typeof import("../sdk/deploy/operations");
    const { deployMessage } = require("../sdk/deploy/deployedCommit") as typeof import("../sdk/deploy/deployedCommit");
    const commit = headOf(dirname(opened.file.path))?.commit;
    const { done, outputs } = await runOperation("Deploying", terminal, opened, (running) =>
      upStack(opened.stack, running, { message: deployMessage(commit), refresh: opened.file.target === "local" }),
    );
    terminal.remark(describeDone(done));
    printOutputs(outputs, options, terminal);
  });
}

async function buildImages(
  builds: readonly import("../sdk/configFile/imageBuild").ImageBuild[],
  terminal: Terminal,
): Promise<void> {
  if (builds.length === 0) return;
  const { ensureImage, ImageBuildFailed } =
    require("../sdk/image/ensureImage") as typeof import("../sdk/image/ensureImage");
  for (const build of builds) {
    try {
      const done = await withProgress(terminal, `Building the image of ${build.service}`, () =>
        ensureImage(build, (line) => terminal.remark(`${build.service} | ${line}`)),
      );
      if (done === "built") terminal.remark(`Image of ${build.service} built: ${build.image}`);
    } catch (error) {
      throw error instanceof ImageBuildFailed ? new CommandFailure(error.message) : error;
    }
  }
}
