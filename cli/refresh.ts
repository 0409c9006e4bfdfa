import { Command } from "commander";
import { openConfiguredStack } from "./stack/open";
import { addStackOptions, type StackOptions } from "./stack/options";
import { runOperation } from "./stack/running";
import type { Terminal } from "./terminal";

export function refreshCommand(terminal: Terminal): Command {
  const command = new Command("refresh")
    .summary("make the state what is really there")
    .description(
      "Reads every resource of the config file's stack from App Runner and makes the state what is really there. Changes no resource; the next preview shows what differs from the file.",
    );
  return addStackOptions(command).action(async (options: StackOptions) => {
    const opened = await openConfiguredStack(options, terminal, "settings");
    const { refreshStack } = require("../sdk/deploy/operations") as typeof import("../sdk/deploy/operations");
    await runOperation("Reading", terminal, opened, (running) => refreshStack(opened.stack, running));
    terminal.remark("The state is what is there. See what differs from the file with: npx apprunner preview");
  });
}
