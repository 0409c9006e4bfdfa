import { type Command, Option } from "commander";
import { type Client, openClient } from "../../provider/client";
import { homeOf, homeOption } from "../local/options";
import { needRunning } from "../runtimeProcess/running";
import type { Terminal } from "../terminal";

export interface TargetOptions {
  target: "local" | "aws";
  home?: string;
  region?: string;
  profile?: string;
  endpoint?: string;
}

/** An App Runner that commands talk to. */
export interface Target {
  client: Client;
  /** How often a running operation is looked at: as often as one likes here, gently over there. */
  pollMs: number;
  /** The full URL of a service whose host the API gives. */
  urlOf(serviceUrl: string | undefined): string;
}

/** Adds the options that say which App Runner is meant. */
export function addTargetOptions(command: Command): Command {
  return command
    .addOption(new Option("--target <target>", "which App Runner").choices(["local", "aws"]).default("local"))
    .addOption(homeOption())
    .option("--region <region>", "region of the service")
    .option("--profile <name>", "AWS profile, for the target aws")
    .option("--endpoint <url>", "URL of the App Runner API, instead of the target's own");
}

/**
 * Opens the target of the options.
 * @throws CommandFailure when it is the local one and none runs: a command that only asks starts nothing.
 */
export async function openTarget(options: TargetOptions, terminal: Terminal): Promise<Target> {
  const home = homeOf(options, terminal);
  const isLocal = options.target === "local";
  if (isLocal && options.endpoint === undefined) await needRunning(home);
  const { target, region, profile, endpoint } = options;
  const client = await openClient({ target, region, profile, endpoint, home: isLocal ? home : undefined });
  return {
    client,
    pollMs: isLocal ? 300 : 3000,
    urlOf: (serviceUrl) => (serviceUrl ? `${isLocal ? "http" : "https"}://${serviceUrl}` : ""),
  };
}
