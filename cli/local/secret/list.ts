import { Command } from "commander";
import { formatTable } from "../../output/table";
import type { Terminal } from "../../terminal";
import { callLocal } from "../callLocal";
import { homeOf, homeOption, regionOf, regionOption } from "../options";

export function listCommand(terminal: Terminal): Command {
  return new Command("list")
    .summary("list the secrets, never their values")
    .description("Lists the secrets of the local App Runner with their ARNs; their values are never shown.")
    .addOption(homeOption())
    .addOption(regionOption("the secrets"))
    .option("--json", "print one line: an array of {name, arn, parameterArn, versionId, updatedAt}")
    .action(async (options: { home?: string; region?: string; json?: boolean }) => {
      const region = regionOf(options);
      const { Secrets } = await callLocal({ home: homeOf(options, terminal), region }, "ListSecrets", {});
      const rows = Secrets.map(({ Name, Arn, ParameterArn, VersionId, UpdatedAt }) => ({
        name: Name ?? null,
        arn: Arn,
        parameterArn: ParameterArn ?? null,
        versionId: VersionId,
        updatedAt: new Date(UpdatedAt * 1000).toISOString(),
      }));
      if (options.json) terminal.print(JSON.stringify(rows));
      else if (rows.length === 0) terminal.remark(`There are no secrets in ${region}.`);
      else {
        const cells = rows.map(({ name, updatedAt, arn }) => [name ?? "-", updatedAt.slice(0, 19), arn]);
        for (const line of formatTable(["NAME", "CHANGED (UTC)", "ARN"], cells)) terminal.print(line);
      }
    });
}
