import type { ConnectionSummary } from "@aws-sdk/client-apprunner";
import type { AppRunnerInput } from "../../core/api";
import { fromApi, toApi } from "../../core/caseMapping";
import { foldLive } from "../../core/fold";
import { nameFor } from "../../core/name";
import { type Attempt, once } from "../../core/once";
import type { Call, Created, Lifecycle, Properties } from "../../core/resource";
import { waitFor } from "../../core/wait";
import { isAsked } from "../asked";
import { deleteUnused } from "../release";
import { readTags, syncTags, type TagMap, tagList } from "../tags";
import { findConnection } from "./find";
import { howToShakeHands } from "./handshake";
import { inputs as properties } from "./properties";

export const lifecycle: Lifecycle = { create, read, update, delete: deleteConnection };

async function create(inputs: Properties, call: Call): Promise<Created> {
  const said: Properties = { ...inputs, connectionName: nameFor(inputs, "connectionName", "ConnectionName") };
  const { tags, ...rest } = said;
  const body = toApi(properties, rest) as AppRunnerInput<"CreateConnection">;
  const Tags = tagList(tags as TagMap | undefined);
  const made = await once<ConnectionSummary>(`creating connection ${said.connectionName}`, call, {
    send: async () => (await call.api.call("CreateConnection", { ...body, Tags }, call)).Connection!,
    idOf: (one) => one.ConnectionArn,
    find: (attempt) => findCreated(attempt, said, call),
  });
  if (made.Status === "PENDING_HANDSHAKE") {
    const how = howToShakeHands(String(made.ConnectionName), call.target);
    call.log(`connection ${made.ConnectionName} waits for its handshake: ${how}`);
  }
  return { id: made.ConnectionArn!, outputs: describeConnection(made, (tags ?? {}) as TagMap, said) };
}

async function findCreated(attempt: Attempt, said: Properties, call: Call): Promise<ConnectionSummary | undefined> {
  const found = await findConnection(said.connectionName as string, call);
  const isOurs = found && attempt.mayHaveMade(found.ConnectionArn, found.CreatedAt);
  return isOurs && isAsked(properties, fromApi(properties, found) as Properties, said) ? found : undefined;
}

async function read(id: string, outputs: Properties, call: Call): Promise<Created | undefined> {
  const live = await findConnection(id, call);
  if (!live) return undefined;
  const arn = live.ConnectionArn!;
  return { id: arn, outputs: describeConnection(live, await readTags(arn, call), outputs) };
}

/** Only tags change in place. */
async function update(id: string, _olds: Properties, news: Properties, call: Call): Promise<Properties> {
  await syncTags(id, news.tags as TagMap | undefined, call);
  const live = await findConnection(id, call);
  if (!live) throw new Error(`connection ${id} is gone. Run pulumi refresh: the next update creates it anew`);
  return describeConnection(live, (news.tags ?? {}) as TagMap, { ...news, connectionName: live.ConnectionName });
}

async function deleteConnection(id: string, _outputs: Properties, call: Call): Promise<void> {
  await deleteUnused(id, call, () => call.api.call("DeleteConnection", { ConnectionArn: id }, call));
  await waitFor(`the deletion of ${id}`, call, async () =>
    (await findConnection(id, call)) ? { done: false, doing: "listed" } : { done: true, value: undefined },
  );
}

/** All outputs of a live connection; `said` are the inputs or last outputs, whose form is kept. */
export function describeConnection(live: ConnectionSummary, tags: TagMap, said: Properties): Properties {
  return {
    ...foldLive(properties, { ...(fromApi(properties, live) as Properties), tags }, said),
    connectionArn: live.ConnectionArn,
    status: live.Status,
  };
}
