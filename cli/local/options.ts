import { resolve } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { defaultHome } from "../../api/home";
import { DEFAULT_LOCAL_REGION } from "../../api/local";
import type { Terminal } from "../terminal";

/** `--home DIR`: which local App Runner is meant; every `local` command takes it. */
export function homeOption(): Option {
  return new Option(
    "--home <dir>",
    "folder that holds everything of this local App Runner (default: $APPRUNNER_HOME or ~/.apprunner)",
  );
}

/** The home that the options mean, as an absolute path. */
export function homeOf(options: { home?: string }, terminal: Terminal): string {
  return options.home === undefined ? defaultHome(terminal.environment) : resolve(options.home);
}

/** `--region NAME` of a local App Runner, where every region has resources of its own. */
export function regionOption(what: string): Option {
  return new Option("--region <region>", `region of ${what} (default: an ARN's own, else ${DEFAULT_LOCAL_REGION})`);
}

/** The region that the options, or else the ARN of what is meant, name. */
export function regionOf(options: { region?: string }, nameOrArn = ""): string {
  const ofArn = nameOrArn.startsWith("arn:") ? nameOrArn.split(":")[3] : undefined;
  return options.region ?? (ofArn || DEFAULT_LOCAL_REGION);
}

/** A TCP port, or 0 for any free one. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError("A port is a number from 0 (any free one) to 65535.");
  return port;
}

/** Seconds, more than none. */
export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d{1,5}$/.test(text) || seconds === 0)
    throw new InvalidArgumentError("Give a number of seconds from 1 to 99999.");
  return seconds;
}

/** How many lines to show: 0 to 10000, what one call of the logs API answers at most. */
export function parseLines(text: string): number {
  const lines = Number(text);
  if (!/^\d{1,5}$/.test(text) || lines > 10_000)
    throw new InvalidArgumentError("Give a number of lines from 0 to 10000.");
  return lines;
}
