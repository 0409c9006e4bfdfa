import { Command } from "commander";
import { usageFailure } from "../../failure";
import type { Terminal } from "../../terminal";
import { callLocal } from "../callLocal";
import { homeOf, homeOption, regionOf, regionOption } from "../options";
import { keyOf, SECRET_ARGUMENT } from "./key";

export function setCommand(terminal: Terminal): Command {
  return new Command("set")
    .summary("give a secret a value, read from standard input")
    .description(
      "Gives a secret of the local App Runner a value, typed without being shown or read from standard input (a line end at its end is left out). It is kept encrypted. " +
        "Services name it in RuntimeEnvironmentSecrets (`secrets` in apprunner.yaml) by its ARN, or by its name, and get the value with their next deployment.",
    )
    .argument("<secret>", SECRET_ARGUMENT)
    .addOption(homeOption())
    .addOption(regionOption("the secret"))
    .action(async (secret: string, options: { home?: string; region?: string }) => {
      const value = await terminal.readSecret(`Value of ${secret}: `);
      if (value === "") throw usageFailure("There is no value on standard input.");
      const place = { home: homeOf(options, terminal), region: regionOf(options, secret) };
      const { Secret } = await callLocal(place, "PutSecret", { ...keyOf(secret), Value: value });
      terminal.print(Secret.Arn);
    });
}
