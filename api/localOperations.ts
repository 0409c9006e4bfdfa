/**
 * The local App Runner's own operations, beside those of AWS: what App Runner has no API for (a connection's handshake is done on the
 * console; there is no way back to an earlier version) or what another service would answer (secrets, webhooks). Served on the same
 * address and wire as App Runner, JSON 1.0, signed for `apprunner`, kept per region.
 */
export const LOCAL_PREFIX = "AppRunnerLocal";

/** A connection by one of its names. */
export interface CompleteHandshakeInput {
  ConnectionName?: string;
  ConnectionArn?: string;
  /** Left out: the connection opens public repositories only. */
  Token?: string;
  /** Default: what the provider takes with a token alone. */
  Username?: string;
  /** Host (and port) that the token is for, and sent to; default: the provider's own. */
  Host?: string;
}

export interface CompleteHandshakeOutput {
  ConnectionArn: string;
  ConnectionName: string;
  ProviderType: string;
  Status: string;
}

/** A secret by its name, or by its ARN, also by that of a secret on AWS that it stands for. */
export interface SecretKeyInput {
  Name?: string;
  Arn?: string;
}

export interface PutSecretInput extends SecretKeyInput {
  Value: string;
}

/** A secret without its value. */
export interface SecretDescription {
  /** Left out for one that stands for a secret on AWS. */
  Name?: string;
  Arn: string;
  ParameterArn?: string;
  /** Of its current value. */
  VersionId: string;
  /** Values kept: the current one (AWSCURRENT) and the one before it (AWSPREVIOUS). */
  Versions: number;
  /** Seconds since the epoch, as all times on the wire. */
  CreatedAt: number;
  UpdatedAt: number;
}

export interface RollbackServiceOutput {
  /** Of the START_DEPLOYMENT that goes back. */
  OperationId: string;
  /** The commit, or the image's name, that it goes back to. */
  SourceRevision: string;
}

export interface DescribeWebhookInput {
  ServiceArn: string;
  /** Makes a new secret; the former one is worth nothing from then on. */
  Renew?: boolean;
}

/** A service's webhook (api/webhook.ts). */
export interface DescribeWebhookOutput {
  /** On the API's address. */
  Path: string;
  Secret: string;
}

/** What is known of an image repository's image without a pull. */
export interface DescribeImageOutput {
  /** Of the image on this machine that the name stands for; left out when there is none. */
  Digest?: string;
  /** Where a deployment would pull it from. */
  Registry: string;
  /** Why no deployment can run it, whether it is there or not. */
  Problem?: string;
}

export interface CheckSecretOutput {
  /** Why a deployment could not read it; neither the reference nor a value is in it. Left out when it could. */
  Problem?: string;
}

/** Inputs and outputs by operation. */
export interface LocalOperations {
  CompleteHandshake: { input: CompleteHandshakeInput; output: CompleteHandshakeOutput };
  PutSecret: { input: PutSecretInput; output: { Secret: SecretDescription } };
  ListSecrets: { input: object; output: { Secrets: SecretDescription[] } };
  DeleteSecret: { input: SecretKeyInput; output: { Secret: SecretDescription } };
  RollbackService: { input: { ServiceArn: string }; output: RollbackServiceOutput };
  /** A commit at the tip of a reference of the service's own file:// repository. */
  DeployCommit: { input: { ServiceArn: string; Commit: string }; output: { OperationId: string } };
  DescribeWebhook: { input: DescribeWebhookInput; output: DescribeWebhookOutput };
  /** What a preview asks of an image before a service is made of it. */
  DescribeImage: { input: { ImageIdentifier: string }; output: DescribeImageOutput };
  /** What a preview asks of a runtime environment secret, before a service needs it. */
  CheckSecret: { input: { Reference: string }; output: CheckSecretOutput };
}

export type LocalOperationName = keyof LocalOperations;
