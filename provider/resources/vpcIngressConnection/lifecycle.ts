import type { VpcIngressConnection } from "@aws-sdk/client-apprunner";
import { type AppRunnerInput, isApiError } from "../../core/api";
import { fromApi, toApi } from "../../core/caseMapping";
import { sameValue } from "../../core/compare";
import { messageOf, PartialFailure } from "../../core/failure";
import { foldLive } from "../../core/fold";
import { nameFor } from "../../core/name";
import { type Attempt, once } from "../../core/once";
import type { Call, Created, Lifecycle, Properties } from "../../core/resource";
import { retryWhile } from "../../core/retry";
import { isAsked } from "../asked";
import { BUSY_MS } from "../service/busy";
import { findIdleService } from "../service/find";
import { readTags, syncTags, type TagMap, tagList } from "../tags";
import { findIngress, findIngressByName, isPending, listIngresses, settledIngress } from "./find";
import { inputs as properties } from "./properties";

export const lifecycle: Lifecycle = { create, read, update, delete: deleteIngress };

async function create(inputs: Properties, call: Call): Promise<Created> {
  const name = nameFor(inputs, "vpcIngressConnectionName", "VpcIngressConnectionName");
  const said: Properties = { ...inputs, vpcIngressConnectionName: name };
  const made = await request(said, call);
  const id = made.VpcIngressConnectionArn!;
  const what = `the creation of ingress connection ${name}`;
  const live = await settledIngress(what, id, call).catch((error) => {
    throw new PartialFailure(messageOf(error), id, outputsOf(made, tagsOf(said), said), { cause: error });
  });
  return { id, outputs: available(what, live, tagsOf(said), said) };
}

/** Refused while an operation runs on the service, so that is waited for. */
async function request(said: Properties, call: Call): Promise<VpcIngressConnection> {
  const { tags: _, ...rest } = said;
  const body = toApi(properties, rest) as AppRunnerInput<"CreateVpcIngressConnection">;
  const what = `creating ingress connection ${said.vpcIngressConnectionName}`;
  const request = { ...body, Tags: tagList(tagsOf(said)) };
  return retryWhile(what, call, BUSY_MS, isPending, async () => {
    await findIdleService(body.ServiceArn!, call);
    return once<VpcIngressConnection>(what, call, {
      send: async () => (await call.api.call("CreateVpcIngressConnection", request, call)).VpcIngressConnection!,
      idOf: (one) => one.VpcIngressConnectionArn,
      find: (attempt) => findCreated(attempt, said, call),
    });
  });
}

async function findCreated(attempt: Attempt, said: Properties, call: Call): Promise<VpcIngressConnection | undefined> {
  for await (const arn of listIngresses(said.serviceArn as string, call)) {
    const live = await findIngress(arn, call);
    const isOurs = live && attempt.mayHaveMade(arn, live.CreatedAt);
    if (isOurs && isAsked(properties, fromApi(properties, live) as Properties, said)) return live;
  }
  return undefined;
}

async function read(id: string, outputs: Properties, call: Call): Promise<Created | undefined> {
  const live = await (id.startsWith("arn:") ? findIngress(id, call) : findIngressByName(id, call));
  const arn = live?.VpcIngressConnectionArn;
  return live && { id: arn!, outputs: outputsOf(live, await readTags(arn!, call), outputs) };
}

/** The VPC and its endpoint change in place, tags too; one that failed to be made or moved is sent what it should be again. */
async function update(id: string, _olds: Properties, news: Properties, call: Call): Promise<Properties> {
  const before = await settledIngress(`the running change of ${id}`, id, call);
  if (!before) throw new Error(`ingress connection ${id} is gone. Run pulumi refresh: the next update creates it anew`);
  const said = { ...news, vpcIngressConnectionName: before.VpcIngressConnectionName };
  const what = `the update of ingress connection ${said.vpcIngressConnectionName}`;
  if (before.Status !== "AVAILABLE" || !isThere(before, said)) {
    const IngressVpcConfiguration = (toApi(properties, said) as AppRunnerInput<"CreateVpcIngressConnection">)
      .IngressVpcConfiguration;
    const request = { VpcIngressConnectionArn: id, IngressVpcConfiguration };
    await retryWhile(what, call, BUSY_MS, isPending, () =>
      once<VpcIngressConnection>(what, call, {
        send: async () => (await call.api.call("UpdateVpcIngressConnection", request, call)).VpcIngressConnection!,
        find: async () => {
          const now = await settledIngress(what, id, call);
          return now?.Status === "AVAILABLE" && isThere(now, said) ? now : undefined;
        },
      }),
    );
  }
  const live = await settledIngress(what, id, call);
  await syncTags(id, tagsOf(said), call);
  return available(what, live, tagsOf(said), said);
}

async function deleteIngress(id: string, _outputs: Properties, call: Call): Promise<void> {
  const what = `the deletion of ingress connection ${id}`;
  await retryWhile(what, call, BUSY_MS, isPending, async () => {
    if (!(await settledIngress(what, id, call))) return;
    await once<object>(what, call, {
      send: () => call.api.call("DeleteVpcIngressConnection", { VpcIngressConnectionArn: id }, call),
      find: async () => ((await settledIngress(what, id, call)) ? undefined : {}),
    });
  }).catch((error) => {
    if (!isApiError(error, "ResourceNotFoundException")) throw error;
  });
  const left = await settledIngress(what, id, call);
  if (left) throw new Error(`${what} failed: App Runner answers ${left.Status}`);
}

function isThere(live: VpcIngressConnection, said: Properties): boolean {
  const now = fromApi(properties, live) as Properties;
  const { ingressVpcConfiguration } = properties.shape;
  return sameValue(ingressVpcConfiguration, now.ingressVpcConfiguration, said.ingressVpcConfiguration, said);
}

/** Its outputs; throws what there is instead when it cannot be used. */
function available(what: string, live: VpcIngressConnection | undefined, tags: TagMap, said: Properties): Properties {
  if (!live) throw new Error(`${what} failed: it was deleted meanwhile`);
  const outputs = outputsOf(live, tags, said);
  if (live.Status === "AVAILABLE") return outputs;
  const message = `${what} failed: App Runner answers ${live.Status}. Check that the endpoint is one for App Runner in that VPC`;
  throw new PartialFailure(message, live.VpcIngressConnectionArn!, outputs);
}

function outputsOf(live: VpcIngressConnection, tags: TagMap, said: Properties): Properties {
  return {
    ...foldLive(properties, { ...(fromApi(properties, live) as Properties), tags }, said),
    vpcIngressConnectionArn: live.VpcIngressConnectionArn,
    domainName: live.DomainName ?? "",
    accountId: live.AccountId ?? "",
    status: live.Status,
  };
}

function tagsOf(said: Properties): TagMap {
  return (said.tags ?? {}) as TagMap;
}
