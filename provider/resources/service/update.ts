import type { Service } from "@aws-sdk/client-apprunner";
import { compare, sameValue } from "../../core/compare";
import { completed } from "../../core/defaults";
import { messageOf, PartialFailure } from "../../core/failure";
import type { Call, Change, Properties } from "../../core/resource";
import { findDefaultConfigurationArn } from "../autoScalingConfiguration/find";
import { readTags, syncTags, type TagMap } from "../tags";
import { deploy } from "./deploy";
import { describe, liveInputs } from "./describe";
import { findIdleService, findService, serviceNameOf } from "./find";
import { knowDefault } from "./knowDefault";
import { leaveImage } from "./leaveImage";
import { findLastOperation, OperationFailed } from "./operation";
import { inputs as properties } from "./properties";
import { pauseService, resumeService } from "./runState";
import { GROUPS, send } from "./send";
import { sensitiveValues } from "./sensitiveValues";

type Group = (typeof GROUPS)[number];

/**
 * Makes the live service what `news` says: one UpdateService with the groups that differ, followed to its true end, then the tags. A
 * service whose creation failed is repaired the same way. When it fails and the service is as before (a rollback), the error is a
 * plain one, so that the state stays and the next preview shows the wanted change again; else it says what is live.
 */
export async function updateService(id: string, olds: Properties, news: Properties, call: Call): Promise<Properties> {
  const found = await findIdleService(id, call);
  const live = found && (await knowDefault(found, news, call));
  if (!live)
    throw new Error(
      `service ${serviceNameOf(id)} (${id}) is gone. Run pulumi refresh: the next update creates it anew`,
    );
  const said = leaveImage(liveInputs(live, {}, news), { ...news, serviceName: live.ServiceName });
  try {
    const awake = await knowDefault(await wakeFor(live, olds, said, call), said, call);
    const sent = await bringInLine(awake, olds, said, call);
    if (!sent.includes("sourceConfiguration") && wantsDeployment(olds, said))
      await deploy(awake, call, sensitiveValues(said));
    await syncTags(id, news.tags as TagMap | undefined, call);
    if (said.desiredState === "paused") await pauseService(id, call);
    const outputs = await liveOutputs(id, said, call);
    warnOfKept(live, compare(properties, outputs, said), call);
    return outputs;
  } catch (error) {
    // App Runner says the new configuration, and what runs is neither one: the change has to be seen, and made, again.
    if (error instanceof OperationFailed && error.status === "ROLLBACK_FAILED") throw error;
    const outputs = await liveOutputs(id, olds, call).catch(() => undefined);
    if (!outputs || compare(properties, olds, outputs).length === 0) throw error;
    throw new PartialFailure(messageOf(error), id, outputs, { cause: error });
  }
}

/** A paused service can only be resumed, deleted and tagged: it is resumed for everything else, if the program says what comes after. */
async function wakeFor(live: Service, olds: Properties, said: Properties, call: Call): Promise<Service> {
  if (live.Status !== "PAUSED") return live;
  const needed = differentGroups(live, said).length > 0 || wantsDeployment(olds, said);
  if (!needed && said.desiredState !== "running") return live;
  if (said.desiredState !== undefined) return resumeService(live, call, sensitiveValues(said));
  throw new Error(
    `service ${live.ServiceName} is PAUSED, and App Runner changes a running service only. ` +
      "Set desiredState to running, or to paused to have it resumed, changed and paused again",
  );
}

function differentGroups(live: Service, said: Properties): readonly Group[] {
  const now = liveInputs(live, {}, said);
  return GROUPS.filter((name) => !sameValue(properties.shape[name], now[name], said[name], said));
}

/** Sends what differs and answers the groups that were sent. */
async function bringInLine(live: Service, olds: Properties, said: Properties, call: Call): Promise<readonly string[]> {
  const now = liveInputs(live, {}, said);
  const failed = live.Status === "CREATE_FAILED";
  const different = differentGroups(live, said);
  const groups = failed
    ? GROUPS.filter((name) => name !== "autoScalingConfigurationArn" || different.includes(name))
    : different.length > 0
      ? different
      : await unfinishedGroups(live, olds, said, call);
  if (groups.length === 0) return groups;
  const wanted: Properties = {};
  for (const name of groups) wanted[name] = completed(properties.shape[name], said[name], said);
  if (wanted.sourceConfiguration)
    wanted.sourceConfiguration = withoutAccess(wanted.sourceConfiguration as Properties, now);
  if (groups.includes("autoScalingConfigurationArn")) {
    wanted.autoScalingConfigurationArn ??= await findDefaultConfigurationArn(call);
  }
  await send(live, wanted, call, said);
  return groups;
}

/** What an update brought along whose rollback failed: App Runner says that it is so, though it does not run. */
async function unfinishedGroups(live: Service, olds: Properties, said: Properties, call: Call): Promise<Group[]> {
  const changed = GROUPS.filter((name) => !sameValue(properties.shape[name], olds[name], said[name], said));
  if (changed.length === 0) return [];
  const last = await findLastOperation(live.ServiceArn!, call);
  return last?.Status === "ROLLBACK_FAILED" ? changed : [];
}

function wantsDeployment(olds: Properties, news: Properties): boolean {
  return !sameValue(properties.shape.deployOn, olds.deployOn, news.deployOn, news);
}

/** An empty structure takes away a connection or role that the source no longer needs; a structure left out would keep it. */
function withoutAccess(source: Properties, now: Properties): Properties {
  const had = (now.sourceConfiguration as Properties | undefined)?.authenticationConfiguration;
  return had && !source.authenticationConfiguration ? { ...source, authenticationConfiguration: {} } : source;
}

/** Some values cannot be taken back (an instance role): App Runner accepts the update and keeps them. The next preview shows it again. */
function warnOfKept(live: Service, kept: Change[], call: Call): void {
  if (kept.length === 0) return;
  const paths = kept.map(({ path }) => path).join(", ");
  call.log(`service ${live.ServiceName}: App Runner accepted the update, but ${paths} stayed as it was`);
}

async function liveOutputs(id: string, said: Properties, call: Call): Promise<Properties> {
  const live = await findService(id, call);
  if (!live) throw new Error(`service ${serviceNameOf(id)} is gone`);
  return describe(await knowDefault(live, said, call), await readTags(id, call), said, call.target);
}
