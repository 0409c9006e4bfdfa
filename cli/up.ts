import { dirname } from "node:path";
import { Command } from "commander";
import { headOf } from "../sdk/deploy/commits";
import { CommandFailure } from "./failure";
import { withProgress } from "./output/progress";
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
    const { upStack } = await import("../sdk/deploy/operations.js");
    const { deployMessage } = await import("../sdk/deploy/deployedCommit.js");
    const commit = headOf(dirname(opened.file.path))?.commit;
    const { changes, outputs } = await runOperation("Deploying", terminal, opened, (running) =>
      upStack(opened.stack, running, deployMessage(commit)),
    );
    const done = Object.entries(changes).filter(([op, count]) => op !== "same" && count !== 0);
    terminal.remark(
      done.length === 0 ? "No changes." : `Done: ${done.map(([op, count]) => `${count} ${op}`).join(", ")}.`,
    );
    printOutputs(outputs, options, terminal);
  });
}

async function buildImages(
  builds: readonly import("../sdk/configFile/imageBuild").ImageBuild[],
  terminal: Terminal,
): Promise<void> {
  if (builds.length === 0) return;
  const { ensureImage, ImageBuildFailed } = await import("../sdk/image/ensureImage.js");
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
