// Generated from provider/resources by `npm run generate`: do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { AppRunnerResource, type ClassFacts } from "../resource";
import type { ConnectionStatus, ProviderType } from "./types";

const FACTS: ClassFacts = {
  kind: "Connection",
  module: "connection",
  outputs: ["connectionName", "providerType", "tags", "connectionArn", "status"],
  secretWhenRead: [],
  nameProperty: "connectionName",
};

/** The inputs of a Connection. */
export interface ConnectionArgs {
  /** The connection's name, unique in the account and region. Left out, one is made up from the resource's name. A change replaces: the name of a connection cannot be changed: a new connection is created and waits for a person to complete its handshake (in the App Runner console, locally with apprunner connect); services have to be pointed to it. */
  connectionName?: pulumi.Input<string>;
  /** Who hosts the repositories. A change replaces: the provider of a connection cannot be changed: a new connection is created and waits for a person to complete its handshake (in the App Runner console, locally with apprunner connect); services have to be pointed to it. */
  providerType: pulumi.Input<ProviderType>;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** App Runner's access to private repositories of a provider. After it is created, a person completes the handshake in the App Runner console, or on the local App Runner with `npx apprunner connect`; until then its status is PENDING_HANDSHAKE and no service can use it. */
export class Connection extends AppRunnerResource {
  /** The connection's name, unique in the account and region. Left out, one is made up from the resource's name. A change replaces: the name of a connection cannot be changed: a new connection is created and waits for a person to complete its handshake (in the App Runner console, locally with apprunner connect); services have to be pointed to it. */
  declare readonly connectionName: pulumi.Output<string>;
  /** Who hosts the repositories. A change replaces: the provider of a connection cannot be changed: a new connection is created and waits for a person to complete its handshake (in the App Runner console, locally with apprunner connect); services have to be pointed to it. */
  declare readonly providerType: pulumi.Output<ProviderType>;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  declare readonly tags: pulumi.Output<Record<string, string> | undefined>;
  /** The connection's ARN. */
  declare readonly connectionArn: pulumi.Output<string>;
  /** `AVAILABLE` once the handshake is complete. */
  declare readonly status: pulumi.Output<ConnectionStatus>;

  constructor(name: string, args: ConnectionArgs, opts?: pulumi.CustomResourceOptions) {
    super(FACTS, name, args, opts);
  }

  /** Reads one that exists already, without managing it. `id` is the connection's ARN; an import also takes its name. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Connection {
    return new Connection(name, undefined as unknown as ConnectionArgs, { ...opts, id });
  }
}
