import { randomBytes } from "node:crypto";
import type { State } from "../state/state";
import type { Seal } from "./seal";

const SECRET_BYTES = 32;

/** What pushes to services' webhooks are signed with: one secret for each service, made when it is first asked for, sealed in the state. */
export interface WebhookSecrets {
  /** Undefined for a service that nobody has asked the secret of. Throws SealBroken. */
  find(serviceArn: string): string | undefined;
  /** A new secret; the former one is worth nothing from now on. 64 hex digits. */
  renew(serviceArn: string): string;
}

export function createWebhookSecrets(state: State, seal: Seal): WebhookSecrets {
  return {
    find(serviceArn) {
      const sealed = state.webhookSecrets.find(serviceArn);
      return sealed && seal.open(sealed, purposeOf(serviceArn), `The webhook's secret of ${serviceArn}`);
    },
    renew(serviceArn) {
      const secret = randomBytes(SECRET_BYTES).toString("hex");
      state.webhookSecrets.put(serviceArn, seal.close(secret, purposeOf(serviceArn)));
      return secret;
    },
  };
}

function purposeOf(serviceArn: string): string {
  return `webhook ${serviceArn}`;
}
