import { Command } from "commander";
import { withProgress } from "./output/progress";
import { formatTable } from "./output/table";
import { listServices } from "./service/find";
import { addTargetOptions, openTarget, type TargetOptions } from "./service/target";
import type { Terminal } from "./terminal";

export function servicesCommand(terminal: Terminal): Command {
  const command = new Command("services")
    .summary("list the services with their status and URL")
    .description("Lists the services of a region with their status and URL.")
    .option("--json", "print one line: an array of {name, arn, status, url}");
  return addTargetOptions(command).action(async (options: TargetOptions & { json?: boolean }) => {
    const { client, urlOf } = await openTarget(options, terminal);
    const services = await withProgress(terminal, "Listing services", () => listServices(client));
    const rows = services.map(({ name, arn, status, serviceUrl }) => ({ name, arn, status, url: urlOf(serviceUrl) }));
    if (options.json) terminal.print(JSON.stringify(rows));
    else if (rows.length === 0) terminal.remark("There are no services in this region.");
    else {
      const table = formatTable(
        ["NAME", "STATUS", "URL"],
        rows.map((row) => [row.name, row.status, row.url]),
      );
      for (const line of table) terminal.print(line);
    }
  });
}
