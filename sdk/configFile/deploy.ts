import * as pulumi from "@pulumi/pulumi";
import {
  AutoScalingConfiguration,
  Connection,
  CustomDomainAssociation,
  ObservabilityConfiguration,
  Service,
  VpcConnector,
  VpcIngressConnection,
} from "../generated";
import { setAt } from "./at";
import type { ConfigFile, Entry } from "./load";
import type { SectionName } from "./sections";

type Made = pulumi.CustomResource & Record<string, unknown>;
type Class = new (name: string, args: never, opts?: pulumi.CustomResourceOptions) => pulumi.CustomResource;

const CLASSES: Record<SectionName, Class> = {
  autoScalingConfigurations: AutoScalingConfiguration,
  observabilityConfigurations: ObservabilityConfiguration,
  vpcConnectors: VpcConnector,
  connections: Connection,
  services: Service,
  customDomainAssociations: CustomDomainAssociation,
  vpcIngressConnections: VpcIngressConnection,
};

/** The outputs of a stack that is made from a config file. */
export interface StackOutputs {
  /** Of the only service, or the first. */
  url?: unknown;
  serviceArn?: unknown;
  serviceName?: unknown;
  /** The first domain, and its status. */
  domain?: unknown;
  domainStatus?: unknown;
  /** Of the first connection. */
  connectionStatus?: unknown;
  /** URL of each service by its name in the file, when there are several. */
  urls?: Record<string, unknown>;
}

/** Makes every resource of a config file; the file's names are the resources' names, after `prefix`. */
export function deployConfigFile(
  { entries }: Pick<ConfigFile, "entries">,
  { prefix = "", parent }: { prefix?: string; parent?: pulumi.Resource } = {},
): StackOutputs {
  const made = new Map<string, Made>();
  for (const entry of entries) made.set(key(entry.section, entry.name), make(entry, made, prefix, parent));
  const all = (section: SectionName): [string, Made][] =>
    entries.filter((entry) => entry.section === section).map(({ name }) => [name, made.get(key(section, name))!]);
  const services = all("services");
  const first = (section: SectionName): Made | undefined => all(section)[0]?.[1];
  return defined({
    url: services[0]?.[1].url,
    serviceArn: services[0]?.[1].serviceArn,
    serviceName: services[0]?.[1].serviceName,
    domain: first("customDomainAssociations")?.domainName,
    domainStatus: first("customDomainAssociations")?.status,
    connectionStatus: first("connections")?.status,
    urls: services.length > 1 ? Object.fromEntries(services.map(([name, service]) => [name, service.url])) : undefined,
  });
}

function make(
  { section, name, inputs, references, secrets }: Entry,
  made: Map<string, Made>,
  prefix: string,
  parent: pulumi.Resource | undefined,
): Made {
  const hidden = secrets.reduce((all, path) => setAt(all, path, pulumi.secret(valueAt(all, path))), inputs);
  const args = Object.entries(references).reduce(
    (all, [path, to]) => setAt(all, path, made.get(key(to.section, to.name))![to.output]),
    hidden,
  );
  return new CLASSES[section](prefix + name, args as never, parent && { parent }) as Made;
}

function valueAt(inputs: unknown, path: string): unknown {
  return path.split(".").reduce((value, step) => (value as Record<string, unknown> | undefined)?.[step], inputs);
}

function key(section: SectionName, name: string): string {
  return `${section}.${name}`;
}

function defined<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Value;
}
