import { REFERENCE_FORMS, readSecretReference, type SecretReference, versionOf } from "../../api/secretReference";
import type { ReadAwsSecret } from "./awsSecrets";
import { SealBroken, SecretUnavailable } from "./failures";
import type { LocalSecrets } from "./localSecrets";

/** Reads the values of runtime environment secrets: variable name to reference in, variable name to value out. */
export type ReadSecrets = (
  references: Readonly<Record<string, string>>,
  region: string,
  signal: AbortSignal,
) => Promise<Record<string, string>>;

/**
 * A secret that was set here is taken from here, whatever is on AWS; any other is read on AWS when `aws` is given. Rejects with
 * SecretUnavailable for the first variable (by name) whose secret cannot be read.
 */
export function createReadSecrets(local: LocalSecrets, aws: ReadAwsSecret | undefined): ReadSecrets {
  return async (references, region, signal) => {
    const values: Record<string, string> = {};
    for (const [variable, text] of Object.entries(references).sort()) {
      const reference = readSecretReference(text, region);
      if (!reference) throw unavailable(variable, shown(text), `it must be ${REFERENCE_FORMS}`);
      const whole = await readWhole(local, aws, variable, text, reference, signal);
      values[variable] = usable(whole, reference, variable, text);
    }
    return values;
  };
}

/**
 * Why the local App Runner cannot give what a reference names; undefined when it can, and when `readsAws` lets AWS have the say.
 * Neither the reference nor a value is in it: a reference may turn out to be the secret itself.
 */
export function whyUnreadable(
  local: LocalSecrets,
  readsAws: boolean,
  text: string,
  region: string,
): string | undefined {
  const reference = readSecretReference(text, region);
  if (!reference) return `a secret's reference must be ${REFERENCE_FORMS}`;
  try {
    const whole = local.read(reference);
    if (whole === undefined) return readsAws ? undefined : whatIsMissing(reference);
    partOf(whole, reference);
    return undefined;
  } catch (error) {
    if (error instanceof Unusable || error instanceof SealBroken) return error.message;
    throw error;
  }
}

/** There is a value, and no variable can hold it, or the part of it that is asked for. */
class Unusable extends Error {}

async function readWhole(
  local: LocalSecrets,
  aws: ReadAwsSecret | undefined,
  variable: string,
  text: string,
  reference: SecretReference,
  signal: AbortSignal,
): Promise<string> {
  try {
    const found = local.read(reference);
    if (found !== undefined) return found;
    if (aws) return await aws(reference, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SealBroken) throw unavailable(variable, text, `${error.message}. ${howToSet(reference)}`);
    throw unavailable(variable, text, `AWS answered: ${reasonOf(error as Error)}. ${AWS_ADVICE}`);
  }
  throw unavailable(variable, text, `${whatIsMissing(reference)}. ${howToSet(reference)}`);
}

function usable(whole: string, reference: SecretReference, variable: string, text: string): string {
  try {
    return partOf(whole, reference);
  } catch (error) {
    throw unavailable(variable, text, (error as Unusable).message);
  }
}

/** The whole, or the member that a JSON key names: strings as they are, all else as its JSON. Throws Unusable. */
function partOf(whole: string, reference: SecretReference): string {
  const key = reference.service === "secretsmanager" ? reference.jsonKey : undefined;
  if (key === undefined) return withoutNul(whole);
  const members = parseObject(whole);
  if (!members) throw new Unusable(`its value is not a JSON object, so that it has no key "${key}"`);
  if (!Object.hasOwn(members, key)) throw new Unusable(`its JSON object has no key "${key}"`);
  const member = members[key];
  return withoutNul(typeof member === "string" ? member : JSON.stringify(member));
}

function withoutNul(value: string): string {
  if (value.includes("\0")) throw new Unusable("its value has a NUL character, which no variable can hold");
  return value;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined; // the parser's own message quotes the text
  }
}

function unavailable(variable: string, text: string, reason: string): SecretUnavailable {
  return new SecretUnavailable(`The secret of variable ${variable} (${text}) cannot be read: ${reason}.`);
}

/** Where a reference belongs, people put the value itself; what does not look like an ARN is not for a log. */
function shown(text: string): string {
  return text.startsWith("arn:") ? text : "what it names is not shown, as it may be the secret itself";
}

/** A parser's message quotes what it could not read, which may be the value. */
function reasonOf(error: Error): string {
  if (error instanceof SyntaxError) return "something that is not JSON";
  const text = error.message.replace(/\.$/, "");
  return error.name === "Error" ? text : `${error.name}, ${text}`;
}

const AWS_ADVICE =
  "The local App Runner reads it as whoever started it (--secrets aws): check those credentials and what they may read";

function whatIsMissing(reference: SecretReference): string {
  const { stage, id } = versionOf(reference);
  const version = [...(stage ? [`stage ${stage}`] : []), ...(id ? [`version ${id}`] : [])].join(" and ");
  return `the local App Runner has no such secret${version && ` with ${version}`} in ${reference.region}`;
}

function howToSet(reference: SecretReference): string {
  const key = reference.service === "ssm" ? reference.text : reference.arn;
  return `Set it with \`npx apprunner local secret set '${key}' --region ${reference.region}\`, or read it on AWS by \`npx apprunner local start --secrets aws\``;
}
