import type { AutoScalingConfigurationSummary } from "@aws-sdk/client-apprunner";
import { fromApi } from "../../core/caseMapping";
import { foldLive } from "../../core/fold";
import type { Call, Created, Lifecycle, Properties } from "../../core/resource";
import { findDefaultConfiguration } from "../autoScalingConfiguration/find";
import { sameRevision } from "../revisionArn";
import { inputs as properties } from "./properties";

/** There is one in each account and region, so nothing else has to be said. */
const ID = "default";

export const lifecycle: Lifecycle = { create, read, update, delete: leave };

async function create(inputs: Properties, call: Call): Promise<Created> {
  return { id: ID, outputs: await makeDefault(inputs, call) };
}

async function read(_id: string, outputs: Properties, call: Call): Promise<Created | undefined> {
  const live = await findDefaultConfiguration(call);
  return live && { id: ID, outputs: outputsOf(live, outputs) };
}

function update(_id: string, _olds: Properties, news: Properties, call: Call): Promise<Properties> {
  return makeDefault(news, call);
}

async function makeDefault(said: Properties, call: Call): Promise<Properties> {
  const wanted = said.autoScalingConfigurationArn as string;
  const now = await findDefaultConfiguration(call);
  if (now && now.AutoScalingConfigurationArn === wanted) return outputsOf(now, said);
  const request = { AutoScalingConfigurationArn: wanted };
  const answer = await call.api.call("UpdateDefaultAutoScalingConfiguration", request, call);
  return outputsOf(answer.AutoScalingConfiguration!, said);
}

/** An account always has a default, and which one it had before may be gone: nothing is put back. */
async function leave(_id: string, outputs: Properties, call: Call): Promise<void> {
  const live = await findDefaultConfiguration(call);
  if (!live || !sameRevision(live.AutoScalingConfigurationArn, outputs.autoScalingConfigurationArn)) return;
  call.log(
    `${live.AutoScalingConfigurationName} stays the default auto scaling configuration: App Runner always has one. ` +
      "Before it can be deleted, make another the default (aws apprunner update-default-auto-scaling-configuration)",
  );
}

function outputsOf(live: AutoScalingConfigurationSummary, said: Properties): Properties {
  return {
    ...foldLive(properties, fromApi(properties, live) as Properties, said),
    autoScalingConfigurationName: live.AutoScalingConfigurationName,
    autoScalingConfigurationRevision: live.AutoScalingConfigurationRevision,
    status: live.Status?.toUpperCase(),
  };
}
