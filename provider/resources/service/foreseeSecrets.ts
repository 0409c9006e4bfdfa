import { type ManagedSecret, type Parameter, readSecretReference } from "../../../api/secretReference";
import type { Account, Finding } from "../../core/account";
import { isApiError } from "../../core/api";
import type { Properties } from "../../core/resource";
import { isUnknown, knownAt } from "../../core/unknown";
import { ownAccount } from "./ownAccount";
import { INSTANCE_ROLE, SECRETS } from "./paths";
import { deniedActions, parseRoleArn } from "./role";

/** A variable that is filled from a secret. Nothing says `text` again but as an ARN: people put the value itself there. */
interface Wanted {
  path: string;
  text: string;
}

/**
 * Whether the secrets of a service are there and its instance role may read them. Values are never read, so a JSON key is not looked
 * for. On a local target the local App Runner's own store is asked.
 */
export async function foreseeSecrets(inputs: Properties, account: Account): Promise<Finding[]> {
  const wanted = wantedIn(inputs);
  if (wanted.length === 0) return [];
  const region = await account.call.api.region();
  const looks = wanted.map((one) => {
    if (account.call.target === "local") return account.at("the local App Runner", () => ofThisMachine(one, account));
    const reference = readSecretReference(one.text, region);
    if (!reference) return [];
    return reference.service === "secretsmanager"
      ? account.at("Secrets Manager", () => managedSecret(one, reference, account))
      : foreseeParameter(one, reference, account);
  });
  const found = await Promise.all([...looks, mayRead(wanted, region, inputs, account)]);
  return found.flat();
}

function wantedIn(inputs: Properties): Wanted[] {
  return SECRETS.flatMap((at) =>
    Object.entries(knownAt<Properties>(inputs, at) ?? {}).flatMap(([variable, text]) =>
      typeof text === "string" && !isUnknown(text) ? [{ path: `${at}.${variable}`, text }] : [],
    ),
  );
}

async function managedSecret({ path }: Wanted, { arn, region, versionStage }: ManagedSecret, account: Account) {
  try {
    const { DeletedDate, VersionIdsToStages } = await account.once(`secret ${arn}`, ({ api, signal }) =>
      api.neighbour("secretsManager", "DescribeSecret", { SecretId: arn }, { region, signal }),
    );
    if (DeletedDate) return [warning(path, `secret ${arn} is about to be deleted: nobody can read it`)];
    const stages = Object.values(VersionIdsToStages ?? {}).flat();
    if (versionStage === undefined || stages.includes(versionStage)) return [];
    return [warning(path, `secret ${arn} has no version at stage ${versionStage}; there are ${stages.join(", ")}`)];
  } catch (error) {
    if (!isApiError(error, "ResourceNotFoundException")) throw error;
    return [warning(path, `there is no secret ${arn}`)];
  }
}

async function foreseeParameter(wanted: Wanted, parameter: Parameter, account: Account): Promise<Finding[]> {
  const foreign = await account.at("the account", () => ofOtherAccount(wanted, parameter, account));
  return foreign.length > 0
    ? foreign
    : account.at("Parameter Store", () => storedParameter(wanted, parameter, account));
}

/** Source: API reference, ImageConfiguration, RuntimeEnvironmentSecrets. */
async function ofOtherAccount(
  { path }: Wanted,
  { account: its, text }: Parameter,
  account: Account,
): Promise<Finding[]> {
  const own = its === undefined ? undefined : await ownAccount(account);
  if (own === undefined || own === its) return [];
  const message = `${text} is a parameter of another account, and App Runner reads those of its own (${own}) only`;
  return [{ path, severity: "error", message }];
}

/** Listed, not read: that needs no permission for the value. An ARN does not tell `/a` from `a`. */
async function storedParameter({ path, text }: Wanted, { name, region }: Parameter, account: Account) {
  const Values = name.includes("/") ? [`/${name}`] : [name, `/${name}`];
  const ParameterFilters = [{ Key: "Name", Option: "Equals", Values }];
  const { Parameters = [] } = await account.once(`parameter ${region} ${name}`, ({ api, signal }) =>
    api.neighbour("ssm", "DescribeParameters", { ParameterFilters }, { region, signal }),
  );
  if (Parameters.length > 0) return [];
  return [warning(path, `there is no parameter ${shown(text)} in ${region}`)];
}

/** The role's own policies; a secret's policy, and its key's, are not seen. */
async function mayRead(wanted: readonly Wanted[], region: string, inputs: Properties, account: Account) {
  const role = knownAt<string>(inputs, INSTANCE_ROLE);
  const parsed = role === undefined ? undefined : parseRoleArn(role);
  if (!parsed || account.call.target === "local") return [];
  const arns = new Map(wanted.map((one) => [one, arnOf(one.text, region, parsed)]));
  return account.at("IAM", async () => {
    const denied = await Promise.all(
      Object.entries(ACTIONS).map(async ([service, action]) => {
        const resources = [...new Set(arns.values())].filter((arn) => arn?.split(":")[2] === service) as string[];
        return resources.length > 0 ? deniedActions(role!, [action], resources, account) : [];
      }),
    );
    return denied
      .flat()
      .flatMap(({ action, resource }) =>
        wanted
          .filter((one) => arns.get(one) === resource)
          .map(({ path, text }) =>
            warning(
              path,
              `the policies of role ${role} do not allow ${action} for ${shown(text)}: the app does not start, unless the secret's own policy allows it`,
            ),
          ),
      );
  });
}

const ACTIONS: Readonly<Record<string, string>> = {
  secretsmanager: "secretsmanager:GetSecretValue",
  ssm: "ssm:GetParameters",
};

/** The ARN that a policy has to allow; undefined for a secret without its suffix, which policies may name with it. */
function arnOf(text: string, region: string, { partition, account }: { partition: string; account: string }) {
  const reference = readSecretReference(text, region);
  if (!reference) return undefined;
  if (reference.service === "ssm")
    return `arn:${partition}:ssm:${reference.region}:${reference.account ?? account}:parameter/${reference.name}`;
  return /-[A-Za-z0-9]{6}$/.test(reference.arn) ? reference.arn : undefined;
}

async function ofThisMachine({ path, text }: Wanted, account: Account): Promise<Finding[]> {
  const { Problem } = await account.once(`secret ${text}`, ({ api, signal }) =>
    api.local("CheckSecret", { Reference: text }, { signal }),
  );
  if (Problem === undefined) return [];
  const key = readSecretReference(text, await account.call.api.region());
  const arn = key?.service === "secretsmanager" ? key.arn : text;
  const command = `npx apprunner local secret set ${text.startsWith("arn:") ? `'${arn}'` : "<its name>"} --region ${key?.region}${account.homeOption}`;
  const advice = `Set it with \`${command}\`, or have it read on AWS: \`npx apprunner local start --secrets aws${account.homeOption}\``;
  return [warning(path, `${Problem}: the deployment fails. ${advice}`)];
}

function shown(text: string): string {
  return text.startsWith("arn:") ? text : "of that name";
}

function warning(path: string, message: string): Finding {
  return { path, severity: "warning", message };
}
