import { Command, Option } from "commander";
import { systemClock } from "./clock";
import { CommandFailure, usageFailure } from "./failure";
import { parseLines } from "./local/options";
import { untilInterrupted } from "./output/untilInterrupted";
import { type FoundService, findService } from "./service/find";
import {
  applicationLogGroup,
  DEPLOYMENT_PREFIX,
  deploymentStreams,
  EVENTS_STREAM,
  serviceLogGroup,
} from "./service/logGroups";
import { listLogStreams } from "./service/logStream";
import { type TailedLog, tailLog } from "./service/logTail";
import { addTargetOptions, openTarget, type Target, type TargetOptions } from "./service/target";
import type { Terminal } from "./terminal";

interface Options extends TargetOptions {
  type: "application" | "service" | "deployment";
  operation?: string;
  lines: number;
  follow?: boolean;
}

export function logsCommand(terminal: Terminal): Command {
  const command = new Command("logs")
    .summary("show a service's logs")
    .description(
      "Shows the last lines of a service's logs: what the app itself prints (application), what App Runner does with the service (service), or a build and deployment (deployment).",
    )
    .argument("<service>", "name or ARN of the service")
    .addOption(
      new Option("--type <type>", "which log").choices(["application", "service", "deployment"]).default("application"),
    )
    .option("--operation <id>", "operation of the deployment, for the type deployment (default: the latest)")
    .addOption(new Option("-n, --lines <n>", "how many of the last lines").argParser(parseLines).default(100))
    .option("-f, --follow", "go on with new lines until Ctrl-C");
  return addTargetOptions(command).action(async (service: string, options: Options) => {
    if (options.operation !== undefined && options.type !== "deployment") {
      throw usageFailure(`--operation goes with --type deployment, not with --type ${options.type}.`);
    }
    const target = await openTarget(options, terminal);
    await show(target, await findService(target.client, service), options, terminal);
  });
}

async function show(target: Target, service: FoundService, options: Options, terminal: Terminal): Promise<void> {
  const log = await logOf(target, service, options);
  await untilInterrupted(async (signal) => {
    const shown = await tailLog(
      { ...target, clock: systemClock, signal },
      log,
      { lines: options.lines, follow: options.follow === true },
      (line) => terminal.print(line.message),
    );
    if (shown === 0 && !options.follow) terminal.remark(`The ${options.type} log of ${service.name} has no lines.`);
  });
}

async function logOf({ client }: Target, service: FoundService, options: Options): Promise<TailedLog> {
  if (options.type === "application") return { group: applicationLogGroup(service), streams: "all" };
  const group = serviceLogGroup(service);
  if (options.type === "service") return { group, streams: [EVENTS_STREAM] };
  if (options.operation !== undefined) return { group, streams: deploymentStreams(options.operation) };
  const latest = (await listLogStreams(client, group, 50)).find((name) => name.startsWith(DEPLOYMENT_PREFIX));
  if (latest === undefined) throw new CommandFailure(`${service.name} has no deployment log.`);
  return { group, streams: [latest] };
}
