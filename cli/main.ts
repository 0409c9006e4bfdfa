import { Command, CommanderError } from "commander";
import { commentCommand } from "./comment";
import { connectCommand } from "./connect";
import { deployCommand } from "./deploy";
import { destroyCommand } from "./destroy";
import { devCommand } from "./dev";
import { CommandFailure, EXIT } from "./failure";
import { importCommand } from "./import";
import { initCommand } from "./init";
import { envCommand } from "./local/env";
import { localLogsCommand } from "./local/logs";
import { resetCommand } from "./local/reset";
import { secretCommand } from "./local/secret";
import { startCommand } from "./local/start";
import { statusCommand } from "./local/status";
import { stopCommand } from "./local/stop";
import { logsCommand } from "./logs";
import { outputsCommand } from "./outputs";
import { previewCommand } from "./preview";
import { refreshCommand } from "./refresh";
import { rollbackCommand } from "./rollback";
import { servicesCommand } from "./services";
import { processTerminal, type Terminal } from "./terminal";
import { upCommand } from "./up";
import { webhookCommand } from "./webhook";

/** Every command of `apprunner`. `docs/reference/cli.md` is generated from this. */
export function createProgram(terminal: Terminal): Command {
  const local = new Command("local").description("The local App Runner of this machine.");
  for (const command of [
    startCommand,
    stopCommand,
    statusCommand,
    resetCommand,
    envCommand,
    localLogsCommand,
    secretCommand,
  ]) {
    local.addCommand(command(terminal));
  }
  const program = new Command("apprunner").description("App Runner services, here and on AWS.");
  const stacks = [
    initCommand,
    importCommand,
    upCommand,
    previewCommand,
    commentCommand,
    outputsCommand,
    refreshCommand,
    destroyCommand,
  ];
  for (const command of [
    ...stacks,
    deployCommand,
    devCommand,
    rollbackCommand,
    servicesCommand,
    logsCommand,
    webhookCommand,
    connectCommand,
  ])
    program.addCommand(command(terminal));
  program.addCommand(local);
  program.version(packageVersion(), "--version", "print the version").helpCommand(false);
  return withSharedSettings(program, terminal);
}

/** Runs one command line (without node and script) and returns the exit code: 0 done, 1 failed, 2 wrong command line. */
export async function main(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(argv, { from: "user" });
    return EXIT.success;
  } catch (error) {
    // Commander has printed its own message already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.usage;
    terminal.remark(`apprunner: ${messageOf(error)}`);
    return error instanceof CommandFailure ? error.exitCode : EXIT.failure;
  }
}

function withSharedSettings(command: Command, terminal: Terminal): Command {
  const withoutEnd = (text: string): string => text.replace(/\n$/, "");
  command
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => terminal.print(withoutEnd(text)),
      writeErr: (text) => terminal.remark(withoutEnd(text)),
      outputError: (text, write) => write(`apprunner: ${text}`),
    });
  for (const child of command.commands) withSharedSettings(child, terminal);
  return command;
}

/** The AWS clients of `provider/client.ts` put the error's name into its message. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const named = error instanceof CommandFailure || error.name === "Error" || error.message.includes(error.name);
  return named ? error.message : `${error.name}: ${error.message}`;
}

function packageVersion(): string {
  // From cli/ and from dist/cli/ alike.
  return (require("pulumi-apprunner/package.json") as { version: string }).version;
}
