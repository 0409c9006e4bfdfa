import { createHash, randomUUID } from "node:crypto";
import { LOCAL_ACCOUNT } from "../../api/local";
import { type SecretReference, versionOf, withoutSlash } from "../../api/secretReference";
import type { SecretRow } from "../state/secrets";
import type { State } from "../state/state";
import type { Seal } from "./seal";

/** A secret of the local store, without its value. Times are milliseconds since the epoch. */
export interface LocalSecret {
  /** Undefined for one that stands for a secret on AWS. */
  name: string | undefined;
  arn: string;
  /** Its other ARN, as a parameter of Parameter Store; undefined for one that stands for a secret on AWS. */
  parameterArn: string | undefined;
  /** Of the current value. */
  versionId: string;
  /** How many values are kept: the current one and the one before it. */
  versions: number;
  createdAt: number;
  updatedAt: number;
}

/**
 * The secrets of a home, sealed in its state. One can be had by its name, as a secret of Secrets Manager and as a parameter of
 * Parameter Store of the local account; or it stands for a secret on AWS and has that one's ARN.
 */
export interface LocalSecrets {
  /** Gives the secret a new current value, making it when there is none. `key` is its name in the region, or its ARN. */
  put(key: SecretKey, value: string): LocalSecret;
  list(region: string): LocalSecret[];
  /** Undefined when there is none. */
  remove(key: SecretKey): LocalSecret | undefined;
  /** The value that a reference names; undefined when there is none. Throws SealBroken. */
  read(reference: SecretReference): string | undefined;
}

/** How a secret is named to change it: a name of a region, or a reference that was an ARN. */
export type SecretKey = { region: string; name: string } | SecretReference;

/** Secrets Manager's AWSCURRENT and AWSPREVIOUS. */
const KEPT_VALUES = 2;
const STAGES = ["AWSCURRENT", "AWSPREVIOUS"];

export function createLocalSecrets(state: State, seal: Seal, now: () => Date): LocalSecrets {
  const { secrets } = state;

  const describe = (row: SecretRow): LocalSecret => {
    const values = secrets.values(row.arn);
    const { arn, name, createdAt } = row;
    const parameterArn = name === undefined ? undefined : parameterArnOf(row.region, name);
    const [{ versionId, createdAt: updatedAt }] = values as [(typeof values)[0]];
    return { name, arn, parameterArn, versionId, versions: values.length, createdAt, updatedAt };
  };

  return {
    put: (key, value) =>
      state.transaction(() => {
        const at = now().getTime();
        const row = find(state, key) ?? { ...newSecret(key), createdAt: at };
        const versionId = randomUUID();
        secrets.insert(row);
        const sealed = seal.close(value, purposeOf(row.arn, versionId));
        secrets.addValue(row.arn, { versionId, sealed, createdAt: at }, KEPT_VALUES);
        return describe(row);
      }),
    list: (region) => secrets.list(region).map(describe),
    remove: (key) =>
      state.transaction(() => {
        const row = find(state, key);
        if (!row) return undefined;
        const removed = describe(row);
        secrets.remove(row.arn);
        return removed;
      }),
    read(reference) {
      const row = find(state, reference);
      if (!row) return undefined;
      const { id, stage = id === undefined ? STAGES[0] : undefined } = versionOf(reference);
      const found = secrets
        .values(row.arn)
        .find(({ versionId }, index) => (id ?? versionId) === versionId && (stage ?? STAGES[index]) === STAGES[index]);
      return found && seal.open(found.sealed, purposeOf(row.arn, found.versionId), `The secret ${row.arn}`);
    },
  };
}

function find({ secrets }: State, key: SecretKey): SecretRow | undefined {
  const { region, name } = named(key);
  const arn = arnOf(key);
  // A reference to AWS's own secret goes by the whole ARN; one of this account by its name too, as ARNs without suffix do.
  const byArn = arn === undefined ? undefined : secrets.find(arn);
  return byArn ?? (name === undefined ? undefined : secrets.findByName(region, name));
}

function newSecret(key: SecretKey): Omit<SecretRow, "createdAt"> {
  const { region, name } = named(key);
  return { region, name, arn: name === undefined ? arnOf(key)! : secretArnOf(region, name) };
}

function arnOf(key: SecretKey): string | undefined {
  if (!("service" in key)) return undefined;
  if (key.service === "secretsmanager") return key.arn;
  return key.account === undefined ? undefined : key.text;
}

/** The name in the local account that a key means; none for another account's. */
function named(key: SecretKey): { region: string; name: string | undefined } {
  const { region } = key;
  if (!("service" in key)) return { region, name: withoutSlash(key.name) };
  if (key.account !== undefined && key.account !== LOCAL_ACCOUNT) return { region, name: undefined };
  if (key.service === "ssm") return { region, name: key.name };
  const bare = withoutSlash(key.resource.slice(0, -SUFFIX_LENGTH - 1));
  return { region, name: key.arn === secretArnOf(region, bare) ? bare : withoutSlash(key.resource) };
}

const SUFFIX_LENGTH = 6;

/** The suffix is made from the name and not drawn: a file that names the ARN is right on every machine. */
function secretArnOf(region: string, name: string): string {
  const suffix = createHash("sha256").update(`${region}/${name}`).digest("hex").slice(0, SUFFIX_LENGTH);
  return `arn:aws:secretsmanager:${region}:${LOCAL_ACCOUNT}:secret:${name}-${suffix}`;
}

function parameterArnOf(region: string, name: string): string {
  return `arn:aws:ssm:${region}:${LOCAL_ACCOUNT}:parameter/${name}`;
}

function purposeOf(arn: string, versionId: string): string {
  return `secret ${arn} ${versionId}`;
}
