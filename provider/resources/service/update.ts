import type { Service } from "@aws-sdk/client-apprunner";
import type { AppRunnerInput, AppRunnerOutput } from "../../core/api";
import { toApi } from "../../core/caseMapping";
import { compare, sameValue } from "../../core/compare";
import { completed } from "../../core/defaults";
import { messageOf, PartialFailure } from "../../core/failure";
import { memberName } from "../../core/property";
import type { Call, Change, Properties } from "../../core/resource";
import { retryWhile } from "../../core/retry";
import { findDefaultConfigurationArn } from "../autoScalingConfiguration/find";
import { readTags, syncTags, type TagMap } from "../tags";
import { BUSY_MS, isBusy } from "./busy";
import { deploy } from "./deploy";
import { describe, liveInputs } from "./describe";
import { findIdleService, findService, serviceNameOf } from "./find";
import { followOperation } from "./operation";
import { inputs as properties } from "./properties";
import { sensitiveValues } from "./sensitiveValues";

/** What UpdateService takes; each is sent whole, defaults included, and only when it differs from what is live. */
const GROUPS = [
  "sourceConfiguration",
  "instanceConfiguration",
  "healthCheckConfiguration",
  "networkConfiguration",
  "observabilityConfiguration",
  "autoScalingConfigurationArn",
] as const;

/**
 * Makes the live service what `news` says: one UpdateService with the groups that differ, followed to its true end, then the tags. A
 * service whose creation failed is repaired the same way. When it fails and the service is as before (a rollback), the error is a
 * plain one, so that the state stays and the next preview shows the wanted change again; else it says what is live.
 */
export async function updateService(id: string, olds: Properties, news: Properties, call: Call): Promise<Properties> {
  const live = await findIdleService(id, call);
  if (!live)
    throw new Error(
      `service ${serviceNameOf(id)} (${id}) is gone. Run pulumi refresh: the next update creates it anew`,
    );
  const said = { ...news, serviceName: live.ServiceName };
  try {
    const sent = await bringInLine(live, said, call);
    if (!sent.includes("sourceConfiguration") && wantsDeployment(olds, news))
      await deploy(live, call, sensitiveValues(said));
    await syncTags(id, news.tags as TagMap | undefined, call);
    const outputs = await liveOutputs(id, said, call);
    warnOfKept(live, compare(properties, outputs, said), call);
    return outputs;
  } catch (error) {
    const outputs = await liveOutputs(id, olds, call).catch(() => undefined);
    if (!outputs || compare(properties, olds, outputs).length === 0) throw error;
    throw new PartialFailure(messageOf(error), id, outputs, { cause: error });
  }
}

/** Points a service to a revision of an auto scaling configuration and waits for it; nothing happens when it uses it already. */
export async function pointToConfiguration(serviceArn: string, configurationArn: string, call: Call): Promise<void> {
  const live = await findIdleService(serviceArn, call);
  if (!live || live.AutoScalingConfigurationSummary?.AutoScalingConfigurationArn === configurationArn) return;
  await send(live, { autoScalingConfigurationArn: configurationArn }, call, {});
}

/** Points a traced service to a revision of an observability configuration, which deploys it; nothing happens when it uses it already. */
export async function pointToObservability(serviceArn: string, configurationArn: string, call: Call): Promise<void> {
  const live = await findIdleService(serviceArn, call);
  const now = live?.ObservabilityConfiguration;
  if (!now || now.ObservabilityConfigurationArn === configurationArn) return;
  const observabilityEnabled = now.ObservabilityEnabled ?? false;
  const wanted = {
    observabilityConfiguration: { observabilityEnabled, observabilityConfigurationArn: configurationArn },
  };
  await send(live, wanted, call, {});
}

/** Sends what differs and answers the groups that were sent. */
async function bringInLine(live: Service, said: Properties, call: Call): Promise<readonly string[]> {
  const now = liveInputs(live, {}, said);
  const failed = live.Status === "CREATE_FAILED";
  const different = GROUPS.filter((name) => !sameValue(properties.shape[name], now[name], said[name], said));
  const groups = failed
    ? GROUPS.filter((name) => name !== "autoScalingConfigurationArn" || different.includes(name))
    : different;
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

async function send(live: Service, wanted: Properties, call: Call, said: Properties): Promise<void> {
  const name = live.ServiceName!;
  const groups = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const body = Object.fromEntries(
    groups.map(([group, value]) => {
      const schema = properties.shape[group as (typeof GROUPS)[number]];
      return [memberName(group, schema), toApi(schema, value)];
    }),
  );
  const request = { ...body, ServiceArn: live.ServiceArn! } as AppRunnerInput<"UpdateService">;
  const { OperationId } = await whenIdle(request, call);
  await followOperation(`the update of service ${name}`, live, OperationId, call, sensitiveValues(said));
}

function whenIdle(request: AppRunnerInput<"UpdateService">, call: Call): Promise<AppRunnerOutput<"UpdateService">> {
  const arn = request.ServiceArn!;
  return retryWhile(`the update of service ${serviceNameOf(arn)}`, call, BUSY_MS, isBusy, async () => {
    const idle = await findIdleService(arn, call);
    if (!idle) throw new Error(`service ${serviceNameOf(arn)} was deleted meanwhile`);
    return call.api.call("UpdateService", request, call);
  });
}

async function liveOutputs(id: string, said: Properties, call: Call): Promise<Properties> {
  const live = await findService(id, call);
  if (!live) throw new Error(`service ${serviceNameOf(id)} is gone`);
  return describe(live, await readTags(id, call), said, call.target);
}
