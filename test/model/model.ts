/**
 * A small pure model of App Runner's rules: what each call answers and what it leaves behind, without ids, times or machines.
 * Resources go by handles (`service#3`), which the runner of the test exchanges for the ARNs that the runtime gave.
 */
export interface Model {
  regions: Record<Region, RegionModel>;
  /** Host name to the handle of the service that it is associated with; over all regions. */
  hosts: Map<string, string>;
  made: number;
}

export const REGIONS = ["us-east-1", "eu-west-1"] as const;
export type Region = (typeof REGIONS)[number];

/** The quotas of the run: so small that they are met. */
export const QUOTAS = {
  services: 3,
  connections: 2,
  autoScalingConfigurations: 2,
  autoScalingConfigurationRevisions: 2,
  observabilityConfigurations: 2,
  observabilityConfigurationRevisions: 2,
  vpcConnectors: 2,
  vpcIngressConnections: 2,
  customDomainsPerService: 2,
  tagsPerResource: 3,
};

export interface RegionModel {
  services: ServiceModel[];
  scaling: RevisionModel[];
  observability: RevisionModel[];
  connections: ConnectionModel[];
  connectors: ConnectorModel[];
  ingresses: IngressModel[];
  /** Handle of a resource to its tags. */
  tags: Map<string, Map<string, string>>;
}

/** What is asked of a service; references are handles. */
export interface Configuration {
  source: "good image" | "missing image" | "code";
  memory: "2048" | "4096";
  isPublic: boolean;
  scaling: string;
  connection?: string;
  observability?: string;
  connector?: string;
}

export interface ServiceModel {
  handle: string;
  name: string;
  status: string;
  configuration: Configuration;
  hasVersion: boolean;
  operations: OperationModel[];
  domains: { domain: string; www: boolean; status: string }[];
}

export interface OperationModel {
  type: string;
  status: string;
  deploys: boolean;
  previous?: Configuration;
}

export interface RevisionModel {
  handle: string;
  name: string;
  revision: number;
  isActive: boolean;
  isProvided: boolean;
  isDefault: boolean;
  isTracing: boolean;
}

export interface ConnectionModel {
  handle: string;
  name: string;
  status: string;
}

export interface ConnectorModel {
  handle: string;
  name: string;
  subnet: string;
  isActive: boolean;
}

export interface IngressModel {
  handle: string;
  name: string;
  service: string;
  endpoint: string;
  status: string;
}

/** What a call comes to: the name of the error, or what of the answer can be foretold. */
export type Answer = { refused: string } | { answer: unknown };

export const INVALID: Answer = { refused: "InvalidRequestException" };
export const MISSING: Answer = { refused: "ResourceNotFoundException" };
export const WRONG_STATE: Answer = { refused: "InvalidStateException" };
export const QUOTA: Answer = { refused: "ServiceQuotaExceededException" };

export function answered(answer: unknown): Answer {
  return { answer };
}

export function emptyModel(): Model {
  const region = (): RegionModel => ({
    services: [],
    scaling: [{ ...PROVIDED, handle: "scaling#0", isDefault: true, isTracing: false }],
    observability: [{ ...PROVIDED, handle: "observability#0", isDefault: false, isTracing: true }],
    connections: [],
    connectors: [],
    ingresses: [],
    tags: new Map(),
  });
  return { regions: { "us-east-1": region(), "eu-west-1": region() }, hosts: new Map(), made: 0 };
}

const PROVIDED = { name: "DefaultConfiguration", revision: 1, isActive: true, isProvided: true };

/** The handle of the next resource of a kind. */
export function newHandle(model: Model, kind: string): string {
  return `${kind}#${++model.made}`;
}

export function isLive({ status }: ServiceModel): boolean {
  return status !== "DELETED";
}
