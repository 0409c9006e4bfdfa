import type { ServiceSummary } from "@aws-sdk/client-apprunner";
import type { Client } from "../../provider/client";
import { CommandFailure } from "../failure";

/** A service as commands need it. */
export interface FoundService {
  name: string;
  id: string;
  arn: string;
  status: string;
  serviceUrl: string | undefined;
}

/** Every service of the region that is not deleted, by name. Pages may be empty in the middle: only a missing token ends them. */
export async function listServices(client: Client): Promise<FoundService[]> {
  const found: ServiceSummary[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.call("ListServices", { NextToken: nextToken });
    found.push(...(page.ServiceSummaryList ?? []));
    nextToken = page.NextToken;
  } while (nextToken);
  return found
    .filter((service) => service.Status !== "DELETED")
    .map(toFound)
    .sort((one, other) => one.name.localeCompare(other.name));
}

/**
 * The service of that name or ARN.
 * @throws CommandFailure that names the services there are, when it is none of them.
 */
export async function findService(client: Client, nameOrArn: string): Promise<FoundService> {
  const services = await listServices(client);
  const found = services.find((service) => service.name === nameOrArn || service.arn === nameOrArn);
  if (found !== undefined) return found;
  const names = services.map((service) => service.name);
  throw new CommandFailure(
    `There is no service ${nameOrArn} in this region. ${names.length === 0 ? "There are none at all." : `There are: ${names.join(", ")}.`}`,
  );
}

function toFound(service: ServiceSummary): FoundService {
  return {
    name: service.ServiceName ?? "",
    id: service.ServiceId ?? "",
    arn: service.ServiceArn ?? "",
    status: service.Status ?? "",
    serviceUrl: service.ServiceUrl,
  };
}
