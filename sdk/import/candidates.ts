import { DEFAULT_CONFIGURATION } from "../../api/reservedNames";
import { collect } from "../../provider/core/pages";
import type { Call } from "../../provider/core/resource";
import type { ResourceName } from "../../provider/resources";
import { findDefaultConfiguration, listConfigurations } from "../../provider/resources/autoScalingConfiguration/find";
import { listConnections } from "../../provider/resources/connection/find";
import { listAllDomains, statusOf } from "../../provider/resources/customDomainAssociation/find";
import { listObservability } from "../../provider/resources/observabilityConfiguration/find";
import { withoutRevision } from "../../provider/resources/revisionArn";
import { listServices } from "../../provider/resources/service/find";
import { listConnectors } from "../../provider/resources/vpcConnector/find";
import { listIngresses } from "../../provider/resources/vpcIngressConnection/find";

/**
 * Every kind that stands for something that is there. A Deployment has been, and a program that takes it over would start another; a
 * CustomDomainValidation waits in a program and is nothing in App Runner.
 */
export type ImportedKind = Exclude<ResourceName, "deployment" | "customDomainValidation">;

/** Something that a list of the account has. */
export interface Candidate {
  kind: ImportedKind;
  name: string;
  /** What an import takes. */
  id: string;
  /** Why no program can manage it, if none can. */
  not?: string;
}

const AWS_OWN = "AWS's own: nobody can change or delete it";

/** What the account has in the region, but for the domains of its services. Everything that a list has is there, however its pages are cut. */
export async function listEverything(call: Call): Promise<Candidate[]> {
  const lists = [connections, scaling, observability, connectors, standard, services, ingresses];
  return (await Promise.all(lists.map((list) => list(call)))).flat();
}

/** The associations of one service. */
export async function domainsOf(serviceArn: string, call: Call): Promise<Candidate[]> {
  return (await listAllDomains(serviceArn, call)).map((domain) => {
    const status = statusOf(domain);
    const broken = ["CREATE_FAILED", "DELETING", "DELETE_FAILED"].includes(status);
    return {
      kind: "customDomainAssociation",
      name: domain.DomainName!,
      id: `${domain.DomainName},${serviceArn}`,
      ...(broken && { not: `an association that is ${status}: it leads nowhere` }),
    };
  });
}

async function connections(call: Call): Promise<Candidate[]> {
  const all = await collect(listConnections(call));
  return all.map((one) => ({ kind: "connection", name: one.ConnectionName!, id: one.ConnectionArn! }));
}

async function scaling(call: Call): Promise<Candidate[]> {
  const all = await collect(listConfigurations({ LatestOnly: false }, call));
  const active = all.filter(({ Status }) => Status?.toUpperCase() !== "INACTIVE");
  return revisions(
    "autoScalingConfiguration",
    active.map((one) => ({
      arn: one.AutoScalingConfigurationArn!,
      name: one.AutoScalingConfigurationName!,
      revision: one.AutoScalingConfigurationRevision!,
    })),
  );
}

async function observability(call: Call): Promise<Candidate[]> {
  const all = await collect(listObservability({ LatestOnly: false }, call));
  return revisions(
    "observabilityConfiguration",
    all.map((one) => ({
      arn: one.ObservabilityConfigurationArn!,
      name: one.ObservabilityConfigurationName!,
      revision: one.ObservabilityConfigurationRevision!,
    })),
  );
}

async function connectors(call: Call): Promise<Candidate[]> {
  const all = await collect(listConnectors(call));
  return all.map((one) => ({ kind: "vpcConnector", name: one.VpcConnectorName!, id: one.VpcConnectorArn! }));
}

/** Only where somebody chose one: that it is AWS's own needs no program. */
async function standard(call: Call): Promise<Candidate[]> {
  const found = await findDefaultConfiguration(call);
  if (!found || found.AutoScalingConfigurationName === DEFAULT_CONFIGURATION) return [];
  return [{ kind: "defaultAutoScalingConfiguration", name: "default", id: "default" }];
}

async function services(call: Call): Promise<Candidate[]> {
  const all = await collect(listServices(call));
  return all
    .filter(({ Status }) => Status !== "DELETED")
    .map((one) => ({ kind: "service", name: one.ServiceName!, id: one.ServiceArn! }));
}

async function ingresses(call: Call): Promise<Candidate[]> {
  const all = await collect(listIngresses(undefined, call));
  return all.map((arn) => ({ kind: "vpcIngressConnection", name: arn.split("/")[1]!, id: arn }));
}

interface Revision {
  arn: string;
  name: string;
  revision: number;
}

/** The newest of each name; the id is the one that all its revisions share. */
function revisions(kind: ImportedKind, all: Revision[]): Candidate[] {
  return all.map(({ arn, name, revision }) => {
    const newest = Math.max(...all.filter((one) => one.name === name).map((one) => one.revision));
    if (name === DEFAULT_CONFIGURATION) return { kind, name, id: arn, not: AWS_OWN };
    if (revision === newest) return { kind, name, id: withoutRevision(arn) };
    return {
      kind,
      name: `${name}, revision ${revision}`,
      id: arn,
      not: `a program has the newest revision, ${newest}`,
    };
  });
}
