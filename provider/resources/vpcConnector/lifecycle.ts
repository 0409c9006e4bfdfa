import type { VpcConnector } from "@aws-sdk/client-apprunner";
import type { AppRunnerInput } from "../../core/api";
import { fromApi, toApi } from "../../core/caseMapping";
import { foldLive } from "../../core/fold";
import { nameFor } from "../../core/name";
import { type Attempt, once } from "../../core/once";
import type { Call, Created, Lifecycle, Properties } from "../../core/resource";
import { isAsked } from "../asked";
import { deleteUnused } from "../release";
import { readTags, syncTags, type TagMap, tagList } from "../tags";
import { findConnector, listConnectors } from "./find";
import { inputs as properties } from "./properties";

export const lifecycle: Lifecycle = { create, read, update, delete: deleteConnector };

async function create(inputs: Properties, call: Call): Promise<Created> {
  const said: Properties = { ...inputs, vpcConnectorName: nameFor(inputs, "vpcConnectorName", "VpcConnectorName") };
  const { tags, ...rest } = said;
  const body = toApi(properties, rest) as AppRunnerInput<"CreateVpcConnector">;
  const Tags = tagList(tags as TagMap | undefined);
  const made = await once<VpcConnector>(`creating VPC connector ${said.vpcConnectorName}`, call, {
    send: async () => (await call.api.call("CreateVpcConnector", { ...body, Tags }, call)).VpcConnector!,
    idOf: (one) => one.VpcConnectorArn,
    find: (attempt) => findCreated(attempt, said, call),
  });
  return { id: made.VpcConnectorArn!, outputs: outputsOf(made, (tags ?? {}) as TagMap, said) };
}

async function findCreated(attempt: Attempt, said: Properties, call: Call): Promise<VpcConnector | undefined> {
  for await (const one of listConnectors(call)) {
    if (
      attempt.mayHaveMade(one.VpcConnectorArn, one.CreatedAt) &&
      isAsked(properties, fromApi(properties, one) as Properties, said)
    )
      return one;
  }
  return undefined;
}

async function read(id: string, outputs: Properties, call: Call): Promise<Created | undefined> {
  const live = await findConnector(id, call);
  if (!live) return undefined;
  const arn = live.VpcConnectorArn!;
  return { id: arn, outputs: outputsOf(live, await readTags(arn, call), outputs) };
}

/** Only tags change in place. */
async function update(id: string, _olds: Properties, news: Properties, call: Call): Promise<Properties> {
  const live = await findConnector(id, call);
  if (!live) throw new Error(`VPC connector ${id} is gone. Run pulumi refresh: the next update creates it anew`);
  await syncTags(id, news.tags as TagMap | undefined, call);
  return outputsOf(live, (news.tags ?? {}) as TagMap, { ...news, vpcConnectorName: live.VpcConnectorName });
}

function deleteConnector(id: string, _outputs: Properties, call: Call): Promise<void> {
  return deleteUnused(id, call, () => call.api.call("DeleteVpcConnector", { VpcConnectorArn: id }, call));
}

function outputsOf(live: VpcConnector, tags: TagMap, said: Properties): Properties {
  return {
    ...foldLive(properties, { ...(fromApi(properties, live) as Properties), tags }, said),
    vpcConnectorArn: live.VpcConnectorArn,
    vpcConnectorRevision: live.VpcConnectorRevision,
    status: live.Status?.toUpperCase(),
  };
}
