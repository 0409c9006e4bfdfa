import type { AutoScalingConfiguration, AutoScalingConfigurationSummary } from "@aws-sdk/client-apprunner";
import { isApiError } from "../../core/api";
import { collect, listAll } from "../../core/pages";
import type { Call } from "../../core/resource";

/** A live revision by its ARN (without a revision: the newest), or by its name (an import). */
export async function findConfiguration(arnOrName: string, call: Call): Promise<AutoScalingConfiguration | undefined> {
  const arn = arnOrName.startsWith("arn:") ? arnOrName : await findByName(arnOrName, call);
  if (!arn) return undefined;
  try {
    const answer = await call.api.call("DescribeAutoScalingConfiguration", { AutoScalingConfigurationArn: arn }, call);
    const found = answer.AutoScalingConfiguration;
    return found && isActive(found.Status) ? found : undefined;
  } catch (error) {
    if (isApiError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** The configuration that services have which name none. */
export async function findDefaultConfiguration(call: Call): Promise<AutoScalingConfigurationSummary | undefined> {
  for await (const summary of listConfigurations({ LatestOnly: false }, call)) {
    if (summary.IsDefault) return summary;
  }
  return undefined;
}

/** Its ARN; throws when the account has none. */
export async function findDefaultConfigurationArn(call: Call): Promise<string> {
  const found = await findDefaultConfiguration(call);
  if (found) return found.AutoScalingConfigurationArn!;
  throw new Error("the account has no default auto scaling configuration: name one in autoScalingConfigurationArn");
}

/** ARNs of the services that use a revision. */
export function servicesOf(arn: string, call: Call): Promise<string[]> {
  return collect(
    listAll(
      (NextToken) =>
        call.api.call("ListServicesForAutoScalingConfiguration", { AutoScalingConfigurationArn: arn, NextToken }, call),
      (page) => page.ServiceArnList,
    ),
  );
}

/** ARNs of all revisions of a name. */
export async function* revisionsOf(name: string, call: Call, LatestOnly = false): AsyncGenerator<string> {
  for await (const summary of listConfigurations({ AutoScalingConfigurationName: name, LatestOnly }, call)) {
    if (summary.AutoScalingConfigurationName === name) yield summary.AutoScalingConfigurationArn!;
  }
}

async function findByName(name: string, call: Call): Promise<string | undefined> {
  for await (const arn of revisionsOf(name, call, true)) return arn;
  return undefined;
}

/** Revisions of the region, or of one name: all, or the newest of each name only. */
export function listConfigurations(
  filter: { AutoScalingConfigurationName?: string; LatestOnly?: boolean },
  call: Call,
): AsyncGenerator<AutoScalingConfigurationSummary> {
  return listAll(
    (NextToken) => call.api.call("ListAutoScalingConfigurations", { ...filter, NextToken }, call),
    (page) => page.AutoScalingConfigurationSummaryList,
  );
}

/** App Runner writes the status in small letters, its model in capitals. */
function isActive(status: string | undefined): boolean {
  return status?.toUpperCase() === "ACTIVE";
}
