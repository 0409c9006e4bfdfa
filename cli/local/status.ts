import { Command } from "commander";
import { CommandFailure } from "../failure";
import { findRunning } from "../runtimeProcess/running";
import type { Terminal } from "../terminal";
import { describeEndpoint } from "./describeEndpoint";
import { homeOf, homeOption } from "./options";

export function statusCommand(terminal: Terminal): Command {
  return new Command("status")
    .summary("say whether the local App Runner runs, and where")
    .description("Says whether the local App Runner of a home runs, and where. Exit code 1 when it does not.")
    .addOption(homeOption())
    .option("--json", "print one line: {running, endpoint, http, https, engine, home, pid}")
    .action(async (options: { home?: string; json?: boolean }) => {
      const home = homeOf(options, terminal);
      const running = await findRunning(home);
      if (options.json) terminal.print(JSON.stringify({ running: running !== undefined, home, ...running }));
      if (running === undefined) throw new CommandFailure(`No local App Runner runs for the home ${home}.`);
      if (options.json) return;
      terminal.print("The local App Runner runs.");
      for (const line of describeEndpoint(running)) terminal.print(line);
    });
}
