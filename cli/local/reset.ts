import { existsSync } from "node:fs";
import { Command } from "commander";
import { CommandFailure, usageFailure } from "../failure";
import { withProgress } from "../output/progress";
import { runRuntimeTask } from "../runtimeProcess/run";
import { withStartLock } from "../runtimeProcess/startLock";
import type { Terminal } from "../terminal";
import { homeOf, homeOption } from "./options";

export function resetCommand(terminal: Terminal): Command {
  return new Command("reset")
    .summary("remove everything that the local App Runner of a home has made")
    .description(
      "Stops the local App Runner of a home and removes its services, containers, images, networks, logs and state. There is no way back.",
    )
    .addOption(homeOption())
    .option("-y, --yes", "do not ask")
    .action(async (options: { home?: string; yes?: boolean }) => {
      const home = homeOf(options, terminal);
      if (!existsSync(home)) {
        terminal.print(`Nothing to remove: ${home} does not exist.`);
        return;
      }
      if (!options.yes) await confirm(home, terminal);
      const said = await withProgress(terminal, "Removing everything of the local App Runner", () =>
        withStartLock(home, () => runRuntimeTask(home, "--reset")),
      );
      for (const line of said.length > 0 ? said : [`Everything of ${home} is removed.`]) terminal.print(line);
    });
}

async function confirm(home: string, terminal: Terminal): Promise<void> {
  if (!terminal.interactive) {
    throw usageFailure(
      `This removes every service and all state of ${home}. Nobody is there to ask: give --yes to mean it.`,
    );
  }
  const answer = await terminal.ask(`Remove every service and all state of ${home}? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFailure("Nothing was removed.");
}
