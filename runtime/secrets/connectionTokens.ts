import type { ConnectionRow } from "../state/connections";
import type { State } from "../state/state";
import { SealBroken } from "./failures";
import type { Seal } from "./seal";

/** What opens the repositories of one host. */
export interface ConnectionToken {
  username: string;
  token: string;
  /** `github.com`, with the port when it is not 443. The token is sent nowhere else. */
  host: string;
}

/** The tokens of connections, sealed in the state. */
export interface ConnectionTokens {
  /** Keeps a token in place of the former one; without a token the connection opens public repositories only. */
  complete(connection: ConnectionRow, token: Partial<ConnectionToken>): void;
  /** Undefined for a connection without one. Throws SealBroken. */
  find(connectionArn: string): ConnectionToken | undefined;
}

/** Where a provider's repositories are, and the user name that it takes with a token alone. Source: GitHub's and Bitbucket's guides. */
const PROVIDERS: Record<ConnectionRow["providerType"], { host: string; username: string }> = {
  GITHUB: { host: "github.com", username: "x-access-token" },
  BITBUCKET: { host: "bitbucket.org", username: "x-token-auth" },
};

export function createConnectionTokens(state: State, seal: Seal): ConnectionTokens {
  return {
    complete({ arn, providerType }, { token, username, host }) {
      const provider = PROVIDERS[providerType];
      const kept = { username: username ?? provider.username, token, host: (host ?? provider.host).toLowerCase() };
      state.transaction(() => {
        if (token === undefined) state.connectionTokens.remove(arn);
        else state.connectionTokens.put(arn, seal.close(JSON.stringify(kept), purposeOf(arn)));
        state.connections.setStatus(arn, "AVAILABLE");
      });
    },
    find(arn) {
      const sealed = state.connectionTokens.find(arn);
      if (!sealed) return undefined;
      try {
        return JSON.parse(seal.open(sealed, purposeOf(arn), "its token")) as ConnectionToken;
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
        const advice = "Give it again: npx apprunner connect";
        throw new SealBroken(`The connection ${arn} cannot be used: ${error.message}. ${advice} '${arn}'`);
      }
    },
  };
}

function purposeOf(connectionArn: string): string {
  return `connection ${connectionArn}`;
}
