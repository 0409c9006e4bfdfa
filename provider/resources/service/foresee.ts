import type { Account, Finding, Foresee } from "../../core/account";
import { collect } from "../../core/pages";
import type { Call, Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";
import { foreseeConnection } from "../connection/foresee";
import { nameTaken } from "../nameTaken";
import { findService, listServices } from "./find";
import { foreseeImage } from "./foreseeImage";

const IMAGE = "sourceConfiguration.imageRepository.imageIdentifier";
const CONNECTION = "sourceConfiguration.authenticationConfiguration.connectionArn";

export const foresee: Foresee = {
  async create(inputs, account) {
    const found = await Promise.all([
      freeName(inputs, account),
      usableConnection(inputs, account),
      foreseeImage(inputs, account),
    ]);
    return found.flat();
  },

  /** Only what changes is looked at. */
  async update(id, olds, news, account) {
    const other = knownAt(olds, CONNECTION) !== knownAt(news, CONNECTION);
    const renamed = news.serviceName !== undefined && olds.serviceName !== news.serviceName;
    const found = await Promise.all([
      idle(id, account),
      other ? usableConnection(news, account) : [],
      renamed ? freeName(news, account) : [],
      knownAt(olds, IMAGE) !== knownAt(news, IMAGE) && news.ignoreImage !== true ? foreseeImage(news, account) : [],
    ]);
    return found.flat();
  },
};

/** All services of the region, read once for a preview. */
export function allServices(account: Account) {
  return account.once("services", (call: Call) => collect(listServices(call)));
}

async function freeName(inputs: Properties, account: Account): Promise<Finding[]> {
  const name = knownAt<string>(inputs, "serviceName");
  if (name === undefined) return [];
  const taken = (await allServices(account)).find((one) => one.ServiceName === name && one.Status !== "DELETED");
  return taken ? [nameTaken("Service", "serviceName", name, taken.ServiceArn!)] : [];
}

/** Only code is read through a connection. */
async function usableConnection(inputs: Properties, account: Account): Promise<Finding[]> {
  const arn = knownAt<string>(inputs, CONNECTION);
  const reads = knownAt(inputs, "sourceConfiguration.codeRepository") !== undefined;
  return arn !== undefined && reads ? foreseeConnection(CONNECTION, arn, account) : [];
}

async function idle(id: string, account: Account): Promise<Finding[]> {
  const live = await account.once(`service ${id}`, (call) => findService(id, call));
  if (live?.Status !== "OPERATION_IN_PROGRESS") return [];
  const message = `an operation is running on service ${live.ServiceName}; the update waits for its end`;
  return [{ path: "", severity: "warning", message }];
}
