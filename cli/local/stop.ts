import { existsSync } from "node:fs";
import { Command } from "commander";
import { withProgress } from "../output/progress";
import { runRuntimeTask } from "../runtimeProcess/run";
import { withStartLock } from "../runtimeProcess/startLock";
import type { Terminal } from "../terminal";
import { homeOf, homeOption } from "./options";

export function stopCommand(terminal: Terminal): Command {
  return new Command("stop")
    .summary("stop the local App Runner and its services; keep the state")
    .description(
      "Stops the control plane, the ingress and every instance of a home. The state is kept: the next `local start` brings the services back.",
    )
    .addOption(homeOption())
    .action(async (options: { home?: string }) => {
      const home = homeOf(options, terminal);
      if (!existsSync(home)) {
        terminal.print(`Nothing to stop: ${home} does not exist.`);
        return;
      }
      const said = await withProgress(terminal, "Stopping the local App Runner", () =>
        withStartLock(home, () => runRuntimeTask(home, "--stop")),
      );
      for (const line of said.length > 0 ? said : ["The local App Runner has stopped."]) terminal.print(line);
    });
}
