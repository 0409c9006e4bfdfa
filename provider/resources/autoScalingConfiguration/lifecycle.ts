import type { AutoScalingConfiguration } from "@aws-sdk/client-apprunner";
import { type AppRunnerInput, isApiError } from "../../core/api";
import { fromApi, toApi } from "../../core/caseMapping";
import { sameValue } from "../../core/compare";
import { messageOf, PartialFailure } from "../../core/failure";
import { foldLive } from "../../core/fold";
import { nameFor } from "../../core/name";
import type { Call, Created, Lifecycle, Properties } from "../../core/resource";
import { retryWhile } from "../../core/retry";
import { pointToConfiguration } from "../service/update";
import { readTags, syncTags, type TagMap, tagList } from "../tags";
import { withoutRevision } from "./arn";
import { findConfiguration, servicesOf } from "./find";
import { inputs as properties } from "./properties";

/** Output of our own: revisions that a newer one took the place of and that could not be deleted yet. */
const SUPERSEDED = "__superseded";

/** How long a revision may count as used after the last service has left it. */
const RELEASE_MS = 120_000;

/** The values that a revision is made with and that nothing can change afterwards. */
const FIXED = ["maxConcurrency", "minSize", "maxSize"] as const;

export const lifecycle: Lifecycle = { create, read, update, delete: deleteConfiguration };

async function create(inputs: Properties, call: Call): Promise<Created> {
  const name = nameFor(inputs, "autoScalingConfigurationName", "AutoScalingConfigurationName");
  const said = { ...inputs, autoScalingConfigurationName: name };
  const made = await createRevision(said, call);
  return { id: withoutRevision(made.AutoScalingConfigurationArn!), outputs: outputsOf(made, tagsOf(said), said) };
}

async function read(id: string, outputs: Properties, call: Call): Promise<Created | undefined> {
  const live = await findConfiguration((outputs.autoScalingConfigurationArn as string | undefined) ?? id, call);
  if (!live) return undefined;
  const arn = live.AutoScalingConfigurationArn!;
  return { id: withoutRevision(arn), outputs: outputsOf(live, await readTags(arn, call), outputs) };
}

/**
 * Other values make a new revision of the same name; then the services that use the old one are pointed to the new one, and only then
 * is the old one deleted. What of that failed is remembered and done by the next update.
 */
async function update(id: string, olds: Properties, news: Properties, call: Call): Promise<Properties> {
  const live = await findConfiguration(olds.autoScalingConfigurationArn as string, call);
  if (!live) throw new Error(`${id} is gone. Run pulumi refresh: the next update creates it anew`);
  const said = { ...news, autoScalingConfigurationName: live.AutoScalingConfigurationName };
  const superseded = [...((olds[SUPERSEDED] as string[] | undefined) ?? [])];
  let current = live;
  if (hasOtherValues(live, said)) {
    current = await createRevision(said, call);
    superseded.push(live.AutoScalingConfigurationArn!);
  } else {
    await syncTags(live.AutoScalingConfigurationArn!, tagsOf(said), call);
  }
  const outputs = outputsOf(current, tagsOf(said), said);
  try {
    while (superseded.length > 0) {
      await supersede(superseded[0]!, current.AutoScalingConfigurationArn!, call);
      superseded.shift();
    }
    return outputs;
  } catch (error) {
    throw new PartialFailure(messageOf(error), id, { ...outputs, [SUPERSEDED]: superseded }, { cause: error });
  }
}

async function deleteConfiguration(_id: string, outputs: Properties, call: Call): Promise<void> {
  const revisions = [
    ...((outputs[SUPERSEDED] as string[] | undefined) ?? []),
    outputs.autoScalingConfigurationArn as string,
  ];
  for (const arn of revisions) await deleteRevision(arn, call);
}

async function createRevision(said: Properties, call: Call): Promise<AutoScalingConfiguration> {
  const { tags: _, ...rest } = said;
  const body = toApi(properties, rest) as AppRunnerInput<"CreateAutoScalingConfiguration">;
  const answer = await call.api.call("CreateAutoScalingConfiguration", { ...body, Tags: tagList(tagsOf(said)) }, call);
  return answer.AutoScalingConfiguration!;
}

function hasOtherValues(live: AutoScalingConfiguration, said: Properties): boolean {
  const now = fromApi(properties, live) as Properties;
  return FIXED.some((name) => !sameValue(properties.shape[name], now[name], said[name], said));
}

async function supersede(old: string, current: string, call: Call): Promise<void> {
  const services = await servicesOf(old, call);
  for (const service of services) call.log(`pointing ${service} to the new revision`);
  const ends = await Promise.allSettled(services.map((service) => pointToConfiguration(service, current, call)));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
  await deleteRevision(old, call);
}

async function deleteRevision(arn: string, call: Call): Promise<void> {
  await retryWhile(`the deletion of ${arn}`, call, RELEASE_MS, isInUse, async () => {
    try {
      await call.api.call("DeleteAutoScalingConfiguration", { AutoScalingConfigurationArn: arn }, call);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  });
}

/** "You can't delete the auto scaling configuration. It's used by one or more services." */
function isInUse(error: unknown): boolean {
  return isApiError(error, "InvalidRequestException") && /used by/i.test(error.message);
}

/** A revision deleted before answers one or the other. */
function isGone(error: unknown): boolean {
  if (isApiError(error, "ResourceNotFoundException")) return true;
  return isApiError(error, "InvalidRequestException") && /has been deleted/i.test(error.message);
}

function outputsOf(live: AutoScalingConfiguration, tags: TagMap, said: Properties): Properties {
  return {
    ...foldLive(properties, { ...(fromApi(properties, live) as Properties), tags }, said),
    autoScalingConfigurationArn: live.AutoScalingConfigurationArn,
    autoScalingConfigurationRevision: live.AutoScalingConfigurationRevision,
    latest: live.Latest,
    status: live.Status?.toUpperCase(),
  };
}

function tagsOf(said: Properties): TagMap {
  return (said.tags ?? {}) as TagMap;
}
