import type { Clock } from "../clock";
import { CommandFailure } from "../failure";
import { withProgress } from "../output/progress";
import type { Terminal } from "../terminal";
import { deploymentFailure, listInstanceLogs } from "./deploymentFailure";
import type { FoundService } from "./find";
import { deploymentStreams, serviceLogGroup } from "./logGroups";
import { openLogStream } from "./logStream";
import { followOperation } from "./operation";
import type { Target } from "./target";

export interface FollowedDeployment {
  service: FoundService;
  /** What goes on, for the progress: "Deploying web". */
  doing: string;
  /** Starts the deployment and answers its operation's id. */
  begin(): Promise<string | undefined>;
  /** Told the id, before anything is waited for. */
  onBegun?(operationId: string): void;
}

/**
 * Starts a deployment and follows it to its true end with its log. Answers the seconds it took.
 * @throws CommandFailure when it did not succeed, with the app's own last lines.
 */
export async function followDeployment(
  target: Target,
  { service, doing, begin, onBegun }: FollowedDeployment,
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  const { client } = target;
  const startedAt = clock.now();
  const before = await listInstanceLogs(client, service);
  const operationId = await begin();
  if (!operationId) throw new CommandFailure("The deployment was answered without an operation id.");
  onBegun?.(operationId);
  const logs = deploymentStreams(operationId).map((name) => openLogStream(client, serviceLogGroup(service), name));
  const showNewLines = async (): Promise<void> => {
    for (const log of logs) for (const line of await log.next()) terminal.print(line.message);
  };
  const status = await withProgress(terminal, doing, (relabel) =>
    followOperation({ ...target, clock }, { serviceArn: service.arn, operationId }, async (now) => {
      relabel(`${doing}: ${now ?? "waiting"}`);
      await showNewLines();
    }),
  );
  await showNewLines();
  const seconds = Math.round((clock.now() - startedAt) / 1000);
  if (status !== "SUCCEEDED") {
    throw await deploymentFailure(target, service, { operationId, status, seconds, before });
  }
  return seconds;
}
