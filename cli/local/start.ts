import type { ChildProcess } from "node:child_process";
import { Command, Option } from "commander";
import { type Endpoint, homePaths } from "../../api/home";
import { DEFAULT_PORTS } from "../../api/ports";
import { CommandFailure } from "../failure";
import { followFile } from "../output/followFile";
import { withProgress } from "../output/progress";
import { untilInterrupted } from "../output/untilInterrupted";
import { runRuntimeTask } from "../runtimeProcess/run";
import { findRunning } from "../runtimeProcess/running";
import { type StartOptions, startRuntime } from "../runtimeProcess/start";
import { withStartLock } from "../runtimeProcess/startLock";
import type { Terminal } from "../terminal";
import { describeEndpoint } from "./describeEndpoint";
import { homeOf, homeOption, parsePort, parseSeconds } from "./options";

interface Options extends Partial<StartOptions> {
  foreground?: boolean;
  json?: boolean;
}

export function startCommand(terminal: Terminal): Command {
  return new Command("start")
    .summary("start the local App Runner and return when its API answers")
    .description(
      "Starts the local App Runner of a home and returns when its API answers. One that runs already is found and named; services that ran before run again.",
    )
    .addOption(homeOption())
    .addOption(
      new Option(
        "--engine <engine>",
        "what builds and runs services (default: docker where it answers, else process)",
      ).choices(["docker", "process"]),
    )
    .addOption(portOption("--api-port <n>", "the AWS APIs", DEFAULT_PORTS.api))
    .addOption(portOption("--http-port <n>", "services over HTTP", DEFAULT_PORTS.http))
    .addOption(portOption("--https-port <n>", "services over HTTPS", DEFAULT_PORTS.https))
    .option(
      "--strict",
      "accept only what AWS accepts: images in ECR, repositories of GitHub and Bitbucket, App Runner's regions",
    )
    .addOption(
      new Option(
        "--secrets <source>",
        "where secrets come from that were not set here: nowhere (local), or AWS with the credentials of this shell (default: local)",
      ).choices(["local", "aws"]),
    )
    .addOption(
      new Option(
        "--poll-interval <seconds>",
        "how often a remote repository or registry is asked for something new to deploy automatically (default: 30)",
      ).argParser(parseSeconds),
    )
    .option("--quotas <list>", "other quotas than App Runner's, as in services=30,connections=20")
    .option("--base-images <list>", "other base images of runtimes, as in PYTHON_311=registry.example.com/python:3.11")
    .addOption(
      new Option(
        "--start-timeout <seconds>",
        "how long new instances may take to become healthy (default: 120)",
      ).argParser(parseSeconds),
    )
    .option("--foreground", "stay, show the runtime's own output, and stop everything on Ctrl-C")
    .option("--json", "print one line: {endpoint, http, https, engine, home, pid}")
    .action((options: Options) => start({ ...options, home: homeOf(options, terminal) }, terminal));
}

function portOption(flags: string, what: string, standard: number): Option {
  return new Option(flags, `port of 127.0.0.1 for ${what}, 0 for any free one (default: ${standard})`).argParser(
    parsePort,
  );
}

async function start(options: Options & { home: string }, terminal: Terminal): Promise<void> {
  const { endpoint, child } = await withProgress(terminal, "Starting the local App Runner", () =>
    withStartLock(options.home, () => findOrStart(options)),
  );
  const report = (): void => {
    const said = child === undefined ? "The local App Runner runs already." : "The local App Runner runs.";
    const lines = options.json ? [JSON.stringify(endpoint)] : [said, ...describeEndpoint(endpoint)];
    for (const line of lines) terminal.print(line);
  };
  if (options.foreground && child !== undefined) await stayWith(child, options.home, terminal, report);
  else report();
}

async function findOrStart(
  options: Options & { home: string },
): Promise<{ endpoint: Endpoint; child: ChildProcess | undefined }> {
  const running = await findRunning(options.home);
  if (running === undefined) {
    const started = await startRuntime(options);
    return { endpoint: started.endpoint, child: started.process };
  }
  const difference = differenceFrom(running, options);
  if (difference !== undefined) {
    throw new CommandFailure(
      `The local App Runner of ${options.home} runs already (pid ${running.pid}), ${difference}. Stop it first with \`npx apprunner local stop\`, or give another --home.`,
    );
  }
  return { endpoint: running, child: undefined };
}

/** What cannot be seen of a running runtime, so that nobody can tell whether it is as asked for. */
const SETTLED: readonly [keyof StartOptions, string][] = [
  ["secrets", "where its secrets come from"],
  ["quotas", "what its quotas are"],
  ["baseImages", "which base images it takes"],
  ["pollInterval", "how often sources are looked at"],
  ["startTimeout", "how long instances may take to start"],
  ["strict", "how strict it is"],
];

/**
 * How a running runtime is not, or may not be, what was asked for; undefined when it serves. Port 0 takes whatever there is.
 */
export function differenceFrom(
  running: Endpoint,
  asked: Partial<StartOptions> & { foreground?: boolean },
): string | undefined {
  if (asked.engine !== undefined && asked.engine !== running.engine) {
    return `with the ${running.engine} engine and not the ${asked.engine} engine`;
  }
  if (asked.foreground) return "in the background (`npx apprunner local logs --follow` shows its output)";
  const settled = SETTLED.find(([option]) => asked[option] !== undefined);
  if (settled) return `and ${settled[1]} was settled when it started`;
  const ports: [string, number | undefined, string][] = [
    ["the API", asked.apiPort, running.endpoint],
    ["HTTP", asked.httpPort, running.http],
    ["HTTPS", asked.httpsPort, running.https],
  ];
  const other = ports.find(([, port, url]) => port !== undefined && port !== 0 && String(port) !== new URL(url).port);
  return other === undefined ? undefined : `with ${other[0]} on port ${new URL(other[2]).port} and not ${other[1]}`;
}

/**
 * Shows the runtime's output until it ends or somebody interrupts; then everything of the home is stopped. `report` says that it runs:
 * whoever reads it may interrupt at once.
 */
async function stayWith(child: ChildProcess, home: string, terminal: Terminal, report: () => void): Promise<void> {
  const ended = new AbortController();
  child.ref();
  child.once("exit", () => ended.abort());
  await untilInterrupted((interruption) => {
    report();
    return followFile(homePaths(home).runtimeOutput, terminal.remark, AbortSignal.any([interruption, ended.signal]));
  });
  if (ended.signal.aborted && child.exitCode !== 0) {
    throw new CommandFailure(`The local App Runner of ${home} has ended (${child.exitCode ?? child.signalCode}).`);
  }
  if (!ended.signal.aborted) {
    await withProgress(terminal, "Stopping the local App Runner", () =>
      withStartLock(home, () => runRuntimeTask(home, "--stop")),
    );
  }
  terminal.remark("The local App Runner has stopped.");
}
