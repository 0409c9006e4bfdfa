import type { AutoScalingConfiguration, AutoScalingConfigurationSummary } from "@aws-sdk/client-apprunner";
import { isApiError } from "../../core/api";
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

/** ARN of the configuration that services have which name none. */
export async function findDefaultConfigurationArn(call: Call): Promise<string> {
  for await (const summary of listConfigurations({ LatestOnly: false }, call)) {
    if (summary.IsDefault) return summary.AutoScalingConfigurationArn!;
  }
  throw new Error("the account has no default auto scaling configuration: name one in autoScalingConfigurationArn");
}

/** ARNs of the services that use a revision. */
export async function servicesOf(arn: string, call: Call): Promise<string[]> {
  const arns: string[] = [];
  let NextToken: string | undefined;
  do {
    const request = { AutoScalingConfigurationArn: arn, NextToken };
    const page = await call.api.call("ListServicesForAutoScalingConfiguration", request, call);
    arns.push(...(page.ServiceArnList ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return arns;
}

async function findByName(name: string, call: Call): Promise<string | undefined> {
  for await (const summary of listConfigurations({ AutoScalingConfigurationName: name, LatestOnly: true }, call)) {
    if (summary.AutoScalingConfigurationName === name) return summary.AutoScalingConfigurationArn;
  }
  return undefined;
}

async function* listConfigurations(
  filter: { AutoScalingConfigurationName?: string; LatestOnly?: boolean },
  call: Call,
): AsyncGenerator<AutoScalingConfigurationSummary> {
  let NextToken: string | undefined;
  do {
    const page = await call.api.call("ListAutoScalingConfigurations", { ...filter, NextToken }, call);
    yield* page.AutoScalingConfigurationSummaryList ?? [];
    NextToken = page.NextToken;
  } while (NextToken);
}

/** App Runner writes the status in small letters, its model in capitals. */
function isActive(status: string | undefined): boolean {
  return status?.toUpperCase() === "ACTIVE";
}
