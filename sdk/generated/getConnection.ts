// Generated from provider/resources by `npm run generate`: do not edit.
import * as pulumi from "@pulumi/pulumi";
import { lookUp, type Plain } from "../lookUp";
import type { ConnectionStatus, ProviderType } from "./types";

/** What getConnection is asked. Exactly one of connectionName and connectionArn. */
export interface GetConnectionArgs {
  /** The connection's name. */
  connectionName?: pulumi.Input<string>;
  /** The connection's ARN. */
  connectionArn?: pulumi.Input<string>;
}

/** What getConnection answers. */
export interface GetConnectionResult {
  /** The connection's name, unique in the account and region. Left out, one is made up from the resource's name. A change replaces: the name of a connection cannot be changed: a new connection is created and waits for a person to complete its handshake (in the App Runner console, locally with apprunner connect); services have to be pointed to it. */
  connectionName: string;
  /** Who hosts the repositories. A change replaces: the provider of a connection cannot be changed: a new connection is created and waits for a person to complete its handshake (in the App Runner console, locally with apprunner connect); services have to be pointed to it. */
  providerType: ProviderType;
  /** Tags: at most 50 keys with their values. A change deploys nothing. */
  tags?: Record<string, string>;
  /** The connection's ARN. */
  connectionArn: string;
  /** `AVAILABLE` once the handshake is complete. */
  status: ConnectionStatus;
}

/** A connection that exists, by its name or its ARN, with its status: `AVAILABLE` once its handshake is complete. */
export function getConnection(args: Plain<GetConnectionArgs>): Promise<GetConnectionResult> {
  return lookUp("getConnection", args);
}

/** `getConnection` for values that other resources give: asked once they are known. */
export function getConnectionOutput(args: GetConnectionArgs): pulumi.Output<GetConnectionResult> {
  return pulumi.output(args).apply((known) => getConnection(known as Plain<GetConnectionArgs>));
}
