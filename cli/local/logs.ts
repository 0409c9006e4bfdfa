import { Command, Option } from "commander";
import { homePaths } from "../../api/home";
import { CommandFailure } from "../failure";
import { followFile } from "../output/followFile";
import { lastLines } from "../output/lastLines";
import { untilInterrupted } from "../output/untilInterrupted";
import type { Terminal } from "../terminal";
import { homeOf, homeOption, parseLines } from "./options";

interface Options {
  home?: string;
  lines: number;
  follow?: boolean;
}

export function localLogsCommand(terminal: Terminal): Command {
  return new Command("logs")
    .summary("show what the runtime itself printed")
    .description(
      "Shows what the local App Runner itself printed; a service's own logs are shown by `apprunner logs <service>`.",
    )
    .addOption(homeOption())
    .addOption(new Option("-n, --lines <n>", "how many of the last lines").argParser(parseLines).default(100))
    .option("-f, --follow", "go on with new lines until Ctrl-C")
    .action(async (options: Options) => {
      const home = homeOf(options, terminal);
      const file = homePaths(home).runtimeOutput;
      const { lines, end } = lastLines(file, options.lines);
      if (end === 0 && !options.follow) {
        throw new CommandFailure(
          `There is no output yet: ${file} is empty or missing. Has a local App Runner of ${home} been started?`,
        );
      }
      for (const line of lines) terminal.print(line);
      if (options.follow) await untilInterrupted((signal) => followFile(file, terminal.print, signal, end));
    });
}
