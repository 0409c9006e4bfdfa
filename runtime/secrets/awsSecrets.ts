import type { GetSecretValueCommandOutput } from "@aws-sdk/client-secrets-manager";
import type { GetParameterCommandOutput } from "@aws-sdk/client-ssm";
import type { SecretReference } from "../../api/secretReference";

/** Reads a secret's whole value on AWS. Rejects with a reason that holds no value. */
export type ReadAwsSecret = (reference: SecretReference, signal: AbortSignal) => Promise<string>;

/** Tries of one call; a deployment waits for them. */
const ATTEMPTS = 3;

/**
 * Secrets Manager and Parameter Store of AWS, as whoever started the local App Runner (the SDK's own chain of credentials and
 * settings). The clients are loaded and made at the first secret of their kind and region.
 */
export function createAwsSecrets(): ReadAwsSecret {
  const readers = new Map<string, ReadAwsSecret>();
  return (reference, signal) => {
    const name = `${reference.service} ${reference.region}`;
    const read = readers.get(name) ?? READERS[reference.service](reference.region);
    readers.set(name, read);
    return read(reference, signal);
  };
}

const READERS: Record<SecretReference["service"], (region: string) => ReadAwsSecret> = {
  secretsmanager(region) {
    const sdk = require("@aws-sdk/client-secrets-manager") as typeof import("@aws-sdk/client-secrets-manager");
    const client = new sdk.SecretsManagerClient({ region, maxAttempts: ATTEMPTS });
    return async (reference, signal) => {
      if (reference.service !== "secretsmanager") throw new Error("not a secret of Secrets Manager");
      const { arn: SecretId, versionStage: VersionStage, versionId: VersionId } = reference;
      const command = new sdk.GetSecretValueCommand({ SecretId, VersionStage, VersionId });
      return secretText(await client.send(command, { abortSignal: signal }));
    };
  },
  ssm(region) {
    const sdk = require("@aws-sdk/client-ssm") as typeof import("@aws-sdk/client-ssm");
    const client = new sdk.SSMClient({ region, maxAttempts: ATTEMPTS });
    return async (reference, signal) => {
      if (reference.service !== "ssm") throw new Error("not a parameter of Parameter Store");
      const command = new sdk.GetParameterCommand({ Name: reference.text, WithDecryption: true });
      return parameterText(await client.send(command, { abortSignal: signal }));
    };
  },
};

function secretText({ SecretString }: GetSecretValueCommandOutput): string {
  if (SecretString === undefined) throw new Error("it is binary, and a variable can only hold text");
  return SecretString;
}

function parameterText({ Parameter }: GetParameterCommandOutput): string {
  if (Parameter?.Value === undefined) throw new Error("it has no value");
  return Parameter.Value;
}
