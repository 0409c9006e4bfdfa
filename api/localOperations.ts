/**
 * The local App Runner's own operations, beside those of AWS: what App Runner has no API for (a connection's handshake is done on the
 * console) or what another service would answer (secrets). Served on the same address and wire as App Runner, JSON 1.0, signed for
 * `apprunner`, kept per region.
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

/** Inputs and outputs by operation. */
export interface LocalOperations {
  CompleteHandshake: { input: CompleteHandshakeInput; output: CompleteHandshakeOutput };
  PutSecret: { input: PutSecretInput; output: { Secret: SecretDescription } };
  ListSecrets: { input: object; output: { Secrets: SecretDescription[] } };
  DeleteSecret: { input: SecretKeyInput; output: { Secret: SecretDescription } };
}

export type LocalOperationName = keyof LocalOperations;
