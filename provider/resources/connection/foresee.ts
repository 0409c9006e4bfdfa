import type { Account, Finding, Foresee } from "../../core/account";
import { knownAt } from "../../core/unknown";
import { nameTaken } from "../nameTaken";
import { findConnection } from "./find";
import { howToShakeHands } from "./handshake";

export const foresee: Foresee = {
  looks: [{ finds: "a name that is taken", asks: ["apprunner:ListConnections"] }],
  async create(inputs, account) {
    const name = knownAt<string>(inputs, "connectionName");
    if (name === undefined) return [];
    const taken = await account.once(`connection ${name}`, (call) => findConnection(name, call));
    return taken ? [nameTaken("Connection", "connectionName", name, taken.ConnectionArn!, account)] : [];
  },
};

/** Whether a service can use the connection. A person may complete the handshake before the update: nothing here is certain. */
export async function foreseeConnection(path: string, arn: string, account: Account): Promise<Finding[]> {
  const live = await account.once(`connection ${arn}`, (call) => findConnection(arn, call));
  if (live?.Status === "AVAILABLE") return [];
  const state = live
    ? `connection ${live.ConnectionName} is ${live.Status}: until its handshake is complete App Runner cannot read the repository; ` +
      howToShakeHands(String(live.ConnectionName), account.call.target)
    : `there is no connection ${arn}`;
  return [{ path, severity: "warning", message: state }];
}
