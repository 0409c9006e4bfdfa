import type { ObservabilityConfiguration, ObservabilityConfigurationSummary } from "@aws-sdk/client-apprunner";
import { isApiError } from "../../core/api";
import { collect, listAll } from "../../core/pages";
import type { Call } from "../../core/resource";
import { sideBySide } from "../../core/sideBySide";
import { findService, listServices } from "../service/find";

/** Services looked at at once; App Runner throttles more. */
const LOOKS_AT_ONCE = 5;

/** A live revision by its ARN (without a revision: the newest), or by its name (an import). */
export async function findObservability(
  arnOrName: string,
  call: Call,
): Promise<ObservabilityConfiguration | undefined> {
  const arn = arnOrName.startsWith("arn:") ? arnOrName : await findByName(arnOrName, call);
  if (!arn) return undefined;
  try {
    const answer = await call.api.call(
      "DescribeObservabilityConfiguration",
      { ObservabilityConfigurationArn: arn },
      call,
    );
    const found = answer.ObservabilityConfiguration;
    return found?.Status === "ACTIVE" ? found : undefined;
  } catch (error) {
    if (isApiError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** ARNs of the services that use a revision. The API cannot be asked for them: each service is looked at. */
export async function tracedServicesOf(arn: string, call: Call): Promise<string[]> {
  const services = await collect(listServices(call));
  const uses = await sideBySide(services, LOOKS_AT_ONCE, async ({ ServiceArn }) => {
    const service = await findService(ServiceArn!, call);
    return service?.ObservabilityConfiguration?.ObservabilityConfigurationArn === arn;
  });
  return services.flatMap(({ ServiceArn }, index) => (uses[index] ? [ServiceArn!] : []));
}

async function findByName(name: string, call: Call): Promise<string | undefined> {
  for await (const arn of revisionsOf(name, call, true)) return arn;
  return undefined;
}

/** Revisions of the region, or of one name: all, or the newest of each name only. */
export function listObservability(
  filter: { ObservabilityConfigurationName?: string; LatestOnly?: boolean },
  call: Call,
): AsyncGenerator<ObservabilityConfigurationSummary> {
  return listAll(
    (NextToken) => call.api.call("ListObservabilityConfigurations", { ...filter, NextToken }, call),
    (page) => page.ObservabilityConfigurationSummaryList,
  );
}

/** ARNs of all revisions of a name. */
export async function* revisionsOf(name: string, call: Call, LatestOnly = false): AsyncGenerator<string> {
  for await (const one of listObservability({ ObservabilityConfigurationName: name, LatestOnly }, call)) {
    if (one.ObservabilityConfigurationName === name) yield one.ObservabilityConfigurationArn!;
  }
}
