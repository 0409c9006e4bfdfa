import { isDeepStrictEqual } from "node:util";
import type { Account, Finding, Foresee, Look } from "../../core/account";
import { compare } from "../../core/compare";
import { collect } from "../../core/pages";
import type { Call, Properties } from "../../core/resource";
import { knownAt, look } from "../../core/unknown";
import { foreseeConnection } from "../connection/foresee";
import { nameTaken } from "../nameTaken";
import { findService, listServices } from "./find";
import { foreseeImage } from "./foreseeImage";
import { foreseeParts } from "./foreseeParts";
import { foreseeReplacement } from "./foreseeReplacement";
import { foreseeAccessRole, foreseeInstanceRole } from "./foreseeRoles";
import { foreseeSecrets } from "./foreseeSecrets";
import { leaveImage } from "./leaveImage";
import { ACCESS_ROLE, AUTOMATIC, CONNECTION, IMAGE, INSTANCE_ROLE, PARTS, SECRETS } from "./paths";
import { inputs as properties } from "./properties";
import { GROUPS } from "./send";

/** One thing that is looked at, and the inputs that it is about: an update looks only at what changes. */
interface Aspect extends Look {
  of: readonly string[];
  look(inputs: Properties, account: Account): Promise<Finding[]>;
}

/** How the own account is known. */
const WHOSE = "apprunner:ListAutoScalingConfigurations";

const ASPECTS: readonly Aspect[] = [
  { finds: "a name that is taken", asks: ["apprunner:ListServices"], of: ["serviceName"], look: freeName },
  {
    finds: "a connection that is not there, or not AVAILABLE",
    asks: ["apprunner:ListConnections"],
    of: [CONNECTION],
    look: usableConnection,
  },
  {
    finds:
      "the digest that a tag stands for; an image that is not there, in ECR, ECR Public or the Docker of a local App Runner; images of other accounts and regions, which App Runner does not watch",
    asks: ["ecr:DescribeImages", WHOSE],
    of: [IMAGE, AUTOMATIC],
    look: (inputs, account) => foreseeImage(inputs, account),
  },
  {
    finds:
      "an access role that is not there, is of another account, does not trust build.apprunner.amazonaws.com, or may not pull the image",
    asks: ["iam:GetRole", "iam:SimulatePrincipalPolicy", WHOSE],
    of: [ACCESS_ROLE, IMAGE],
    look: foreseeAccessRole,
  },
  {
    finds: "an instance role that is not there, is of another account, or does not trust tasks.apprunner.amazonaws.com",
    asks: ["iam:GetRole", WHOSE],
    of: [INSTANCE_ROLE],
    look: foreseeInstanceRole,
  },
  {
    finds:
      "secrets that are not there, or that the instance role may not read; on a local App Runner those that it does not have. Values are never read",
    asks: ["secretsmanager:DescribeSecret", "ssm:DescribeParameters", "iam:SimulatePrincipalPolicy", WHOSE],
    of: [INSTANCE_ROLE, ...SECRETS],
    look: foreseeSecrets,
  },
  {
    finds:
      "an auto scaling configuration, a VPC connector or an observability configuration that is not there any more",
    asks: [
      "apprunner:DescribeAutoScalingConfiguration",
      "apprunner:DescribeVpcConnector",
      "apprunner:DescribeObservabilityConfiguration",
    ],
    of: PARTS,
    look: foreseeParts,
  },
];

export const foresee: Foresee = {
  looks: [
    ...ASPECTS.map(({ finds, asks }) => ({ finds, asks })),
    {
      finds: "an operation that is running, which an update waits for; a paused service, which refuses a change",
      asks: ["apprunner:DescribeService"],
    },
    {
      finds: "what a replacement costs: domains that do not answer, and ingress connections that keep the old service",
      asks: ["apprunner:DescribeCustomDomains", "apprunner:ListVpcIngressConnections"],
    },
  ],

  async create(inputs, account) {
    return (await Promise.all(ASPECTS.map(({ look }) => look(inputs, account)))).flat();
  },

  async update(id, olds, news, account) {
    // With ignoreImage somebody else owns the image, and which one it is is none of this program's business.
    const wanted = leaveImage(olds, news);
    const changed = ASPECTS.filter(({ of }) => of.some((path) => !sameAt(path, olds, wanted)));
    const found = changed.map(({ look }) => look(wanted, account));
    return (await Promise.all([ready(id, olds, wanted, account), ...found])).flat();
  },

  replace: foreseeReplacement,
};

/** All services of the region, read once for a preview. */
export function allServices(account: Account) {
  return account.once("services", (call: Call) => collect(listServices(call)));
}

function sameAt(path: string, olds: Properties, news: Properties): boolean {
  return isDeepStrictEqual(look(olds, path), look(news, path));
}

function freeName(inputs: Properties, account: Account): Promise<Finding[]> {
  const name = knownAt<string>(inputs, "serviceName");
  if (name === undefined) return nothing();
  return account.at("the account", async () => {
    const taken = (await allServices(account)).find((one) => one.ServiceName === name && one.Status !== "DELETED");
    return taken ? [nameTaken("Service", "serviceName", name, taken.ServiceArn!, account)] : [];
  });
}

/** Only code is read through a connection. */
function usableConnection(inputs: Properties, account: Account): Promise<Finding[]> {
  const arn = knownAt<string>(inputs, CONNECTION);
  const reads = knownAt(inputs, "sourceConfiguration.codeRepository") !== undefined;
  if (arn === undefined || !reads) return nothing();
  return account.at("the account", () => foreseeConnection(CONNECTION, arn, account));
}

/** Whether App Runner would take the update now. */
function ready(id: string, olds: Properties, news: Properties, account: Account): Promise<Finding[]> {
  return account.at("the account", async () => {
    const live = await account.once(`service ${id}`, (call) => findService(id, call));
    if (live?.Status === "OPERATION_IN_PROGRESS") {
      const message = `an operation is running on service ${live.ServiceName}; the update waits for its end`;
      return [{ path: "", severity: "warning", message }];
    }
    if (live?.Status !== "PAUSED" || news.desiredState !== undefined || !needsRunning(olds, news)) return [];
    const message = `service ${live.ServiceName} is PAUSED, and App Runner changes a running service only: the update fails. Set desiredState to running, or to paused to have it resumed, changed and paused again`;
    return [{ path: "desiredState", severity: "warning", message }];
  });
}

/** Tags can be changed at any time, and what is the provider's own is no change for App Runner. */
function needsRunning(olds: Properties, news: Properties): boolean {
  const sent: readonly string[] = [...GROUPS, "deployOn"];
  return compare(properties, olds, news).some(
    ({ path, effect }) => effect === "update" && sent.includes(path.split(".")[0]!),
  );
}

async function nothing(): Promise<Finding[]> {
  return [];
}
