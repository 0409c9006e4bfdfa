import { Command } from "commander";
import { systemClock } from "./clock";
import { callLocal } from "./local/callLocal";
import { homeOption, regionOption } from "./local/options";
import { type LocalTarget, type LocalTargetOptions, openLocalTarget } from "./local/target";
import { type FoundService, findService } from "./service/find";
import { followDeployment } from "./service/followDeployment";
import { leaveOnInterrupt } from "./service/leaveOnInterrupt";
import type { Terminal } from "./terminal";

export function rollbackCommand(terminal: Terminal): Command {
  return new Command("rollback")
    .summary("go back to the version that ran before, without a build")
    .description(
      "Starts the version of a local service that ran before, from the image that is kept of it, with the settings and secrets it was deployed with. It must be healthy before it gets traffic, like any deployment. " +
        "Again goes forth again. Automatic deployments go on with the next new commit or image. (App Runner on AWS has no such operation.)",
    )
    .argument("<service>", "name or ARN of the service")
    .addOption(homeOption())
    .addOption(regionOption("the service"))
    .action(async (service: string, options: LocalTargetOptions) => {
      const target = await openLocalTarget(options, service, terminal);
      await rollBack(target, await findService(target.client, service), terminal);
    });
}

async function rollBack(target: LocalTarget, service: FoundService, terminal: Terminal): Promise<void> {
  let revision = "";
  const seconds = await followDeployment(
    target,
    {
      service,
      doing: `Rolling back ${service.name}`,
      begin: async () => {
        const answer = await callLocal(target, "RollbackService", { ServiceArn: service.arn });
        revision = answer.SourceRevision;
        return answer.OperationId;
      },
      onBegun: (operationId) => {
        terminal.remark(`Rolling back ${service.name} to ${revision} (operation ${operationId}).`);
        leaveOnInterrupt(service, operationId, terminal);
      },
    },
    terminal,
    systemClock,
  );
  terminal.remark(`${service.name} runs ${revision} again after ${seconds} s: ${target.urlOf(service.serviceUrl)}`);
}
