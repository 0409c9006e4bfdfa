import { Command, Option } from "commander";
import { DEFAULT_LOCAL_REGION } from "../../api/local";
import { needRunning } from "../runtimeProcess/running";
import type { Terminal } from "../terminal";
import { readCredentials } from "./credentials";
import { shellExports } from "./exports";
import { homeOf, homeOption } from "./options";

export function envCommand(terminal: Terminal): Command {
  return new Command("env")
    .summary("print the exports with which AWS tools use the local App Runner")
    .description(
      'Prints exports for a POSIX shell with which the AWS CLI and every AWS SDK talk to the local App Runner: eval "$(npx apprunner local env)"',
    )
    .addOption(homeOption())
    .addOption(
      new Option("--region <region>", "region to sign for; every region has services of its own").default(
        DEFAULT_LOCAL_REGION,
      ),
    )
    .action(async (options: { home?: string; region: string }) => {
      const home = homeOf(options, terminal);
      const { endpoint } = await needRunning(home);
      const lines = shellExports(
        { endpoint, credentials: readCredentials(home), region: options.region },
        terminal.environment,
      );
      for (const line of lines) terminal.print(line);
    });
}
