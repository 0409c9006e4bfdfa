import type { Service, ServiceSummary } from "@aws-sdk/client-apprunner";
import { isApiError } from "../../core/api";
import { listAll } from "../../core/pages";
import type { Call } from "../../core/resource";
import { waitFor } from "../../core/wait";

/** The live service, or undefined when there is none: never was, or deleted. */
export async function findService(arn: string, call: Call): Promise<Service | undefined> {
  try {
    const { Service: found } = await call.api.call("DescribeService", { ServiceArn: arn }, call);
    return found?.Status === "DELETED" ? undefined : found;
  } catch (error) {
    if (isApiError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** The live service once no operation runs on it any more, whoever started it: App Runner refuses a second one. */
export function findIdleService(arn: string, call: Call): Promise<Service | undefined> {
  return waitFor(`the running operation on ${serviceNameOf(arn)}`, call, async () => {
    const found = await findService(arn, call);
    if (found?.Status === "OPERATION_IN_PROGRESS") return { done: false, doing: "in progress" };
    return { done: true, value: found };
  });
}

/** All services of the region. */
export function listServices(call: Call): AsyncGenerator<ServiceSummary> {
  return listAll(
    (NextToken) => call.api.call("ListServices", { NextToken }, call),
    (page) => page.ServiceSummaryList,
  );
}

/** The live service of a name, or undefined. */
export async function findServiceByName(name: string, call: Call): Promise<Service | undefined> {
  for await (const one of listServices(call)) {
    if (one.ServiceName === name && one.Status !== "DELETED") return findService(one.ServiceArn!, call);
  }
  return undefined;
}

/** `hello` of `arn:aws:apprunner:us-east-1:000000000000:service/hello/<id>`. */
export function serviceNameOf(arn: string): string {
  return arn.split("/")[1] ?? arn;
}
