import type { State } from "../state/state";

/** Limits per account and region. Source: guide, "App Runner resource quotas". */
export interface Quotas {
  services: number;
  connections: number;
  autoScalingConfigurations: number;
  autoScalingConfigurationRevisions: number;
  observabilityConfigurations: number;
  observabilityConfigurationRevisions: number;
  vpcConnectors: number;
  vpcIngressConnections: number;
  customDomainsPerService: number;
  tagsPerResource: number;
}

/**
 * CONTRACT. What an operation may use: the state, the clock and the queue; never an engine, a build or the ingress. One is made
 * per request (`region` is the signature's).
 */
export interface OperationContext {
  readonly state: State;
  readonly region: string;
  readonly account: string;
  readonly quotas: Quotas;
  /** Without the local extensions (plain image names, file:// repositories, any region). */
  readonly strict: boolean;
  /** Host and port of a service's URL, without scheme: `<label>.<region>.awsapprunner.localhost:4780`. */
  serviceUrl(label: string, region: string): string;
  now(): Date;
  /** Wakes the reconciler for a service ARN; called after the intent is stored. */
  enqueue(serviceArn: string): void;
}

/** One API operation: `(input, context)` to output, in the SDK's own shapes. Input has passed the constraints of its shape. */
export type Operation<Input, Output> = (input: Input, context: OperationContext) => Output;
