import { Command } from "commander";
import { type Clock, systemClock } from "./clock";
import { type FoundService, findService } from "./service/find";
import { followDeployment } from "./service/followDeployment";
import { leaveOnInterrupt } from "./service/leaveOnInterrupt";
import { addTargetOptions, openTarget, type Target, type TargetOptions } from "./service/target";
import type { Terminal } from "./terminal";

export function deployCommand(terminal: Terminal): Command {
  const command = new Command("deploy")
    .summary("deploy a service's source or image anew, and wait for the end")
    .description(
      "Deploys the newest commit or image of a service and follows the deployment to its true end with its log. A deployment that failed or was rolled back is exit code 1, with the app's own last lines.",
    )
    .argument("<service>", "name or ARN of the service");
  return addTargetOptions(command).action(async (service: string, options: TargetOptions) => {
    const target = await openTarget(options, terminal);
    await deploy(target, await findService(target.client, service), terminal, systemClock);
  });
}

async function deploy(target: Target, service: FoundService, terminal: Terminal, clock: Clock): Promise<void> {
  const seconds = await followDeployment(
    target,
    {
      service,
      doing: `Deploying ${service.name}`,
      begin: async () => (await target.client.call("StartDeployment", { ServiceArn: service.arn })).OperationId,
      onBegun: (operationId) => {
        terminal.remark(`Deploying ${service.name} (operation ${operationId}).`);
        leaveOnInterrupt(service, operationId, terminal);
      },
    },
    terminal,
    clock,
  );
  terminal.remark(`${service.name} is deployed after ${seconds} s: ${target.urlOf(service.serviceUrl)}`);
}
