import { Command } from "commander";
import { type Clock, systemClock } from "./clock";
import { CommandFailure, EXIT } from "./failure";
import { withProgress } from "./output/progress";
import { deploymentFailure, listInstanceLogs } from "./service/deploymentFailure";
import { type FoundService, findService } from "./service/find";
import { deploymentStreams, serviceLogGroup } from "./service/logGroups";
import { openLogStream } from "./service/logStream";
import { followOperation } from "./service/operation";
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
  const { client } = target;
  const startedAt = clock.now();
  const before = await listInstanceLogs(client, service);
  const { OperationId: operationId } = await client.call("StartDeployment", { ServiceArn: service.arn });
  if (!operationId) throw new CommandFailure("StartDeployment answered without an operation id.");
  terminal.remark(`Deploying ${service.name} (operation ${operationId}).`);
  leaveOnInterrupt(service, operationId, terminal);

  const logs = deploymentStreams(operationId).map((name) => openLogStream(client, serviceLogGroup(service), name));
  const showNewLines = async (): Promise<void> => {
    for (const log of logs) for (const line of await log.next()) terminal.print(line.message);
  };
  const status = await withProgress(terminal, `Deploying ${service.name}`, (relabel) =>
    followOperation({ ...target, clock }, { serviceArn: service.arn, operationId }, async (now) => {
      relabel(`Deploying ${service.name}: ${now ?? "waiting"}`);
      await showNewLines();
    }),
  );
  await showNewLines();
  const seconds = Math.round((clock.now() - startedAt) / 1000);
  if (status !== "SUCCEEDED") {
    throw await deploymentFailure(target, service, { operationId, status, seconds, before });
  }
  terminal.remark(`${service.name} is deployed after ${seconds} s: ${target.urlOf(service.serviceUrl)}`);
}

/** A deployment cannot be called off; Ctrl-C only stops watching it. */
function leaveOnInterrupt(service: FoundService, operationId: string, terminal: Terminal): void {
  process.once("SIGINT", () => {
    terminal.remark(
      `The deployment goes on. See how with: npx apprunner logs ${service.name} --type deployment --operation ${operationId} --follow`,
    );
    process.exit(EXIT.interrupted);
  });
}
