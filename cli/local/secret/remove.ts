import { Command } from "commander";
import type { Terminal } from "../../terminal";
import { callLocal } from "../callLocal";
import { homeOf, homeOption, regionOf, regionOption } from "../options";
import { keyOf, SECRET_ARGUMENT } from "./key";

export function removeCommand(terminal: Terminal): Command {
  return new Command("rm")
    .summary("forget a secret")
    .description(
      "Forgets a secret of the local App Runner. Services that run keep the value they were deployed with; their next deployment fails until the secret is set again.",
    )
    .argument("<secret>", SECRET_ARGUMENT)
    .addOption(homeOption())
    .addOption(regionOption("the secret"))
    .action(async (secret: string, options: { home?: string; region?: string }) => {
      const place = { home: homeOf(options, terminal), region: regionOf(options, secret) };
      const { Secret } = await callLocal(place, "DeleteSecret", keyOf(secret));
      terminal.print(`${Secret.Arn} is forgotten.`);
    });
}
