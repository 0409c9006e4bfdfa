import { Command } from "commander";
import { usageFailure } from "./failure";
import { callLocal } from "./local/callLocal";
import { homeOf, homeOption, regionOf, regionOption } from "./local/options";
import type { Terminal } from "./terminal";

interface Options {
  home?: string;
  region?: string;
  host?: string;
  username?: string;
  tokenStdin?: boolean;
  public?: boolean;
}

export function connectCommand(terminal: Terminal): Command {
  return new Command("connect")
    .summary("complete a connection's handshake with a token for its repositories")
    .description(
      "Completes the handshake of a connection of the local App Runner: it becomes AVAILABLE, and its host's repositories are read with a token that may read them. " +
        "The token is typed without being shown, or read from standard input; it is kept encrypted and sent to that host alone. Again puts a new token in place of the former. " +
        "(On AWS the handshake is completed on the App Runner console.)",
    )
    .argument("<connection>", "name or ARN of the connection")
    .option("--token-stdin", "read the token from standard input, and fail where that is a terminal")
    .option(
      "--username <name>",
      "user name that goes with the token (default: what the provider takes with a token alone)",
    )
    .option("--host <host>", "host, with its port, that the token is for (default: github.com or bitbucket.org)")
    .option("--public", "without a token: for public repositories only")
    .addOption(homeOption())
    .addOption(regionOption("the connection"))
    .action((connection: string, options: Options) => connect(connection, options, terminal));
}

async function connect(connection: string, options: Options, terminal: Terminal): Promise<void> {
  if (options.public && (options.tokenStdin || options.username !== undefined || options.host !== undefined)) {
    throw usageFailure(
      "--public means that there is no token: --token-stdin, --username and --host do not go with it.",
    );
  }
  const key = connection.startsWith("arn:") ? { ConnectionArn: connection } : { ConnectionName: connection };
  const token = options.public ? undefined : await readToken(connection, options, terminal);
  const answer = await callLocal(
    { home: homeOf(options, terminal), region: regionOf(options, connection) },
    "CompleteHandshake",
    { ...key, Token: token, Username: options.username, Host: options.host },
  );
  terminal.print(`Connection ${answer.ConnectionName} is ${answer.Status}.`);
}

async function readToken(connection: string, { tokenStdin }: Options, terminal: Terminal): Promise<string> {
  const token = (await terminal.readSecret(`Token of ${connection}: `, { fromInput: tokenStdin === true })).trim();
  if (token === "") throw usageFailure("There is no token on standard input.");
  return token;
}
