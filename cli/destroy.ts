import { Command } from "commander";
import { CommandFailure, usageFailure } from "./failure";
import { openConfiguredStack } from "./stack/open";
import { addStackOptions, type StackOptions } from "./stack/options";
import { runOperation } from "./stack/running";
import type { Terminal } from "./terminal";

export function destroyCommand(terminal: Terminal): Command {
  const command = new Command("destroy")
    .summary("delete everything that the config file deployed")
    .description(
      "Deletes every resource of the config file's stack, waits for the end, and removes the stack's record.",
    )
    .option("-y, --yes", "do not ask");
  return addStackOptions(command).action(async (options: StackOptions & { yes?: boolean }) => {
    const opened = await openConfiguredStack(options, terminal, "settings");
    const name = `${opened.file.project}/${opened.stack.name}`;
    if (!options.yes) await confirm(name, terminal);
    const { destroyStack } = require("../sdk/deploy/operations") as typeof import("../sdk/deploy/operations");
    const done = await runOperation("Deleting", terminal, opened, (running) =>
      destroyStack(opened.stack, running, true),
    );
    terminal.remark(`${name} is gone: ${done.deleted ?? 0} resources deleted.`);
  });
}

async function confirm(name: string, terminal: Terminal): Promise<void> {
  if (!terminal.interactive)
    throw usageFailure(`This deletes every resource of ${name}. Add --yes to say that it is meant.`);
  const answer = await terminal.ask(`Delete every resource of ${name}? Type its name to confirm: `);
  if (answer.trim() !== name) throw new CommandFailure("Nothing was deleted.");
}
