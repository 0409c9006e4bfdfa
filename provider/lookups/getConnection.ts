import type { Lookup } from "../core/lookup";
import { block, factsOf, text } from "../core/property";
import { findConnection } from "../resources/connection/find";
import { describeConnection } from "../resources/connection/lifecycle";
import { outputs as facts, inputs as properties } from "../resources/connection/properties";
import { readTags } from "../resources/tags";

export const getConnection: Lookup = {
  name: "getConnection",
  inputs: block(
    "ListConnectionsRequest",
    {
      doc: "A connection that exists, by its name or its ARN, with its status: `AVAILABLE` once its handshake is complete.",
    },
    {
      connectionName: text("ConnectionName", { doc: "The connection's name." }).optional(),
      connectionArn: text("AppRunnerResourceArn", { doc: "The connection's ARN." }).optional(),
    },
  ),
  outputs: block(
    "Connection",
    { doc: factsOf(facts).doc },
    { ...properties.shape, connectionName: properties.shape.connectionName.unwrap(), ...facts.shape },
  ),
  oneOf: ["connectionName", "connectionArn"],
  async run({ connectionName, connectionArn }, call) {
    const found = await findConnection((connectionName ?? connectionArn) as string, call);
    if (!found) throw new Error(`getConnection: there is no connection ${connectionName ?? connectionArn}`);
    return describeConnection(found, await readTags(found.ConnectionArn!, call), {});
  },
};
