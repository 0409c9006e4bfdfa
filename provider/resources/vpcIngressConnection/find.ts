import type { VpcIngressConnection } from "@aws-sdk/client-apprunner";
import { isApiError } from "../../core/api";
import { messageOf } from "../../core/failure";
import { listAll } from "../../core/pages";
import type { Call } from "../../core/resource";
import { waitFor } from "../../core/wait";

/** The live ingress connection, or undefined when there is none: never was, or deleted. */
export async function findIngress(arn: string, call: Call): Promise<VpcIngressConnection | undefined> {
  try {
    const answer = await call.api.call("DescribeVpcIngressConnection", { VpcIngressConnectionArn: arn }, call);
    return answer.VpcIngressConnection?.Status === "DELETED" ? undefined : answer.VpcIngressConnection;
  } catch (error) {
    if (isApiError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** The live ingress connection of a name (an import), or undefined. The list has no names; the ARNs do. */
export async function findIngressByName(name: string, call: Call): Promise<VpcIngressConnection | undefined> {
  for await (const arn of listIngresses(undefined, call)) {
    if (arn.split("/")[1] !== name) continue;
    const found = await findIngress(arn, call);
    if (found) return found;
  }
  return undefined;
}

/** ARNs of the ingress connections of a service, or of the region. */
export async function* listIngresses(ServiceArn: string | undefined, call: Call): AsyncGenerator<string> {
  const Filter = ServiceArn === undefined ? undefined : { ServiceArn };
  const all = listAll(
    (NextToken) => call.api.call("ListVpcIngressConnections", { Filter, NextToken }, call),
    (page) => page.VpcIngressConnectionSummaryList,
  );
  for await (const one of all) yield one.VpcIngressConnectionArn!;
}

/** The ingress connection once nothing is pending on it any more; undefined when it is gone. */
export function settledIngress(what: string, arn: string, call: Call): Promise<VpcIngressConnection | undefined> {
  return waitFor<VpcIngressConnection | undefined>(what, call, async () => {
    const found = await findIngress(arn, call);
    const status = found?.Status ?? "";
    if (status.startsWith("PENDING_")) return { done: false, doing: status.toLowerCase().replaceAll("_", " ") };
    return { done: true, value: found };
  });
}

/** True while a change of it, or of its service, is under way: it passes. */
export function isPending(error: unknown): boolean {
  return (
    isApiError(error, "InvalidStateException") && /PENDING_|OPERATION_IN_PROGRESS|in progress/i.test(messageOf(error))
  );
}
