/** A secret of AWS Secrets Manager, and which part and version of it. */
export interface ManagedSecret {
  service: "secretsmanager";
  region: string;
  account: string;
  /** The ARN up to the secret's name. */
  arn: string;
  /** What stands after `:secret:`: the name with, usually, `-` and six characters. */
  resource: string;
  jsonKey?: string;
  versionStage?: string;
  versionId?: string;
}

/** A parameter of SSM Parameter Store. */
export interface Parameter {
  service: "ssm";
  region: string;
  /** Undefined for a bare name: the service's own account. */
  account: string | undefined;
  /** The ARN, or the bare name as it was given. */
  text: string;
  /** Without a slash at the beginning. */
  name: string;
}

export type SecretReference = ManagedSecret | Parameter;

/** The forms of a reference, for messages. */
export const REFERENCE_FORMS =
  "arn:aws:secretsmanager:<region>:<account>:secret:<name>[:<json key>[:<version stage>[:<version id>]]], " +
  "arn:aws:ssm:<region>:<account>:parameter/<name>, or the name of a parameter in the service's region";

/**
 * Reads what a runtime environment secret refers to; undefined when it has none of the forms. A bare name is a parameter of `region`.
 * Source: guide, "Managing environment variables"; the suffix of a secret's ARN is as Amazon ECS reads it, empty parts left out.
 */
export function readSecretReference(text: string, region: string): SecretReference | undefined {
  if (!text.startsWith("arn:")) {
    return NAME.test(text) ? { service: "ssm", region, account: undefined, text, name: withoutSlash(text) } : undefined;
  }
  return readManagedSecret(text) ?? readParameter(text);
}

/** What Parameter Store takes as a name. */
const NAME = /^\/?[\w.-]+(?:\/[\w.-]+)*$/;

const MANAGED_SECRET =
  /^(arn:aws[\w-]*:secretsmanager:([a-z0-9-]+):(\d{12}):secret:([\w/+=.@-]+))(?::([^:]*))?(?::([^:]*))?(?::([^:]*))?$/;
const PARAMETER = /^arn:aws[\w-]*:ssm:([a-z0-9-]+):(\d{12}):parameter\/([\w.-]+(?:\/[\w.-]+)*)$/;

function readManagedSecret(text: string): ManagedSecret | undefined {
  const match = MANAGED_SECRET.exec(text);
  if (!match) return undefined;
  const [, arn, region, account, resource, jsonKey, versionStage, versionId] = match;
  return {
    service: "secretsmanager",
    region: region!,
    account: account!,
    arn: arn!,
    resource: resource!,
    ...(jsonKey && { jsonKey }),
    ...(versionStage && { versionStage }),
    ...(versionId && { versionId }),
  };
}

function readParameter(text: string): Parameter | undefined {
  const match = PARAMETER.exec(text);
  if (!match) return undefined;
  return { service: "ssm", region: match[1]!, account: match[2]!, text, name: match[3]! };
}

/** Parameter Store's ARNs do not tell `/a` from `a`; neither do names here. */
export function withoutSlash(name: string): string {
  return name.replace(/^\//, "");
}

/** The version that a reference asks for; neither means the current one. */
export function versionOf(reference: SecretReference): { stage?: string; id?: string } {
  if (reference.service === "ssm") return {};
  return { stage: reference.versionStage, id: reference.versionId };
}
