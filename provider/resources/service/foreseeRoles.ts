import type { Account, Finding } from "../../core/account";
import type { Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";
import { parseEcrImage } from "./ecrImage";
import { ownAccount } from "./ownAccount";
import { ACCESS_ROLE, AUTOMATIC, IMAGE, INSTANCE_ROLE } from "./paths";
import { deniedActions, findRole, parseRoleArn, type Role, trustedServices } from "./role";

/** Who assumes a role of App Runner's, and for what. Source: developer guide, "How App Runner works with IAM". */
interface Use {
  path: string;
  principal: string;
  does: string;
  /** What the role is if it trusts this one instead: the two are easily taken for each other. */
  other: { principal: string; kind: string };
}

const BUILD = "build.apprunner.amazonaws.com";
const TASKS = "tasks.apprunner.amazonaws.com";

const ACCESS: Use = {
  path: ACCESS_ROLE,
  principal: BUILD,
  does: "pulls the image",
  other: { principal: TASKS, kind: "an instance role's" },
};
const INSTANCE: Use = {
  path: INSTANCE_ROLE,
  principal: TASKS,
  does: "gives the app its credentials",
  other: { principal: BUILD, kind: "an access role's" },
};

/** What pulling needs; without the last one App Runner notices no new image. Sources: developer guide, "Access role"; aws-cdk #26640. */
const PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const WATCH = "ecr:DescribeImages";

/** Whether App Runner can pull the image with the role. */
export function foreseeAccessRole(inputs: Properties, account: Account): Promise<Finding[]> {
  return foreseeRole(ACCESS, inputs, account, (role) => mayPull(role, inputs, account));
}

/** Whether App Runner can give the app the role. */
export function foreseeInstanceRole(inputs: Properties, account: Account): Promise<Finding[]> {
  return foreseeRole(INSTANCE, inputs, account, async () => []);
}

async function foreseeRole(
  use: Use,
  inputs: Properties,
  account: Account,
  more: (role: Role) => Promise<Finding[]>,
): Promise<Finding[]> {
  const arn = knownAt<string>(inputs, use.path);
  const parsed = arn === undefined ? undefined : parseRoleArn(arn);
  // A local App Runner takes any ARN: nobody assumes it.
  if (!parsed || account.call.target === "local") return [];
  const [foreign, found] = await Promise.all([
    account.at("the account", () => ofOtherAccount(use, arn!, parsed.account, account)),
    account.at("IAM", async () => {
      const role = await findRole(parsed.name, account);
      const wrong = role ? wrongWith(use, arn!, role) : [warning(use, `there is no role ${arn}: make it first`)];
      return role && wrong.length === 0 ? more(role) : wrong;
    }),
  ]);
  return foreign.length > 0 ? foreign : found;
}

/** IAM gives a service roles of its own account only. */
async function ofOtherAccount(use: Use, arn: string, its: string, account: Account): Promise<Finding[]> {
  const own = await ownAccount(account);
  if (own === undefined || own === its) return [];
  const message = `${arn} is a role of account ${its}, and the service is in ${own}: App Runner can be given roles of its own account only`;
  return [{ path: use.path, severity: "error", message }];
}

function wrongWith(use: Use, arn: string, { arn: its, trust }: Role): Finding[] {
  if (its !== arn) return [warning(use, `there is no role ${arn}; the one of that name is ${its}`)];
  const trusted = trust && trustedServices(trust);
  if (!trusted || trusted.includes(use.principal)) return [];
  const instead = trusted.includes(use.other.principal)
    ? `: its trust policy is ${use.other.kind}`
    : trusted.length > 0
      ? `; it trusts ${trusted.join(", ")}`
      : "";
  const text = `role ${arn} does not trust ${use.principal}, which ${use.does}${instead}. Allow it sts:AssumeRole in the role's trust policy`;
  return [warning(use, text)];
}

async function mayPull({ arn }: Role, inputs: Properties, account: Account): Promise<Finding[]> {
  const image = parseEcrImage(knownAt<string>(inputs, IMAGE) ?? "");
  if (!image) return [];
  const repository = `arn:${parseRoleArn(arn)!.partition}:ecr:${image.region}:${image.account}:repository/${image.repository}`;
  const actions = knownAt(inputs, AUTOMATIC) === false ? PULL : [...PULL, WATCH];
  const [onImages, onTokens] = await Promise.all([
    deniedActions(arn, actions, [repository], account),
    deniedActions(arn, ["ecr:GetAuthorizationToken"], ["*"], account),
  ]);
  const denied = [...onImages, ...onTokens].map(({ action }) => action);
  if (denied.length === 0) return [];
  const unless = onTokens.length > 0 ? "" : ", unless the repository's own policy does";
  const text = `the policies of role ${arn} do not allow ${denied.join(", ")} for ${repository}${unless}: App Runner cannot pull the image then. Attach AWSAppRunnerServicePolicyForECRAccess`;
  return [warning(ACCESS, text)];
}

function warning({ path }: Use, message: string): Finding {
  return { path, severity: "warning", message };
}
