import { Command } from "commander";
import { callLocal } from "./local/callLocal";
import { homeOption, regionOption } from "./local/options";
import { type LocalTargetOptions, openLocalTarget } from "./local/target";
import { needRunning } from "./runtimeProcess/running";
import { findService } from "./service/find";
import type { Terminal } from "./terminal";

interface Options extends LocalTargetOptions {
  renew?: boolean;
  json?: boolean;
}

export function webhookCommand(terminal: Terminal): Command {
  return new Command("webhook")
    .summary("show the webhook that takes pushes to a service's source")
    .description(
      "Shows the URL and the secret of a local service's webhook, in GitHub's form (application/json, HMAC-SHA256): whoever posts there, signed, has the service's source looked at now instead of at the next poll. It matters for services with automatic deployments.",
    )
    .argument("<service>", "name or ARN of the service")
    .option("--renew", "make a new secret; the former one is worth nothing from then on")
    .option("--json", "print one line: {url, secret}")
    .addOption(homeOption())
    .addOption(regionOption("the service"))
    .action(async (name: string, options: Options) => {
      const target = await openLocalTarget(options, name, terminal);
      const { arn } = await findService(target.client, name);
      const { Path, Secret } = await callLocal(target, "DescribeWebhook", { ServiceArn: arn, Renew: options.renew });
      const url = new URL(Path, (await needRunning(target.home)).endpoint).href;
      if (options.json) terminal.print(JSON.stringify({ url, secret: Secret }));
      else for (const line of [`URL     ${url}`, `Secret  ${Secret}`]) terminal.print(line);
    });
}
