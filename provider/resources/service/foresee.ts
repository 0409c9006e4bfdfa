import { isDeepStrictEqual } from "node:util";
import type { Account, Finding, Foresee } from "../../core/account";
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
import { ACCESS_ROLE, AUTOMATIC, CONNECTION, IMAGE, INSTANCE_ROLE, PARTS, SECRETS } from "./paths";
import { inputs as properties } from "./properties";
import { GROUPS } from "./send";

/** One thing that is looked at, and the inputs that it is about: an update looks only at what changes. */
interface Aspect {
  of: readonly string[];
  look(inputs: Properties, account: Account): Promise<Finding[]>;
}

const ASPECTS: readonly Aspect[] = [
  { of: ["serviceName"], look: freeName },
  { of: [CONNECTION], look: usableConnection },
  { of: [IMAGE, AUTOMATIC], look: (inputs, account) => foreseeImage(inputs, account) },
  { of: [ACCESS_ROLE, IMAGE], look: foreseeAccessRole },
  { of: [INSTANCE_ROLE], look: foreseeInstanceRole },
  { of: [INSTANCE_ROLE, ...SECRETS], look: foreseeSecrets },
  { of: PARTS, look: foreseeParts },
];

export const foresee: Foresee = {
  async create(inputs, account) {
    return (await Promise.all(ASPECTS.map(({ look }) => look(inputs, account)))).flat();
  },

  async update(id, olds, news, account) {
    const wanted = news.ignoreImage === true ? withImageOf(olds, news) : news;
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

/** Somebody else owns the image: which one it is is none of this program's business. */
function withImageOf(olds: Properties, news: Properties): Properties {
  const { imageRepository, ...source } = { ...(news.sourceConfiguration as Properties) };
  const imageIdentifier = knownAt<string>(olds, IMAGE);
  return {
    ...news,
    sourceConfiguration: { ...source, imageRepository: { ...(imageRepository as object), imageIdentifier } },
  };
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
