import { createHmac, timingSafeEqual } from "node:crypto";
import { WEBHOOK_PATH, WEBHOOK_SIGNATURE_HEADER } from "../../api/webhook";
import type { State } from "../state/state";

/** A delivery to a webhook, and the answer to it. */
export interface Delivery {
  path: string;
  /** Lower case names. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

export interface DeliveryAnswer {
  status: number;
  message: string;
}

export interface WebhookParts {
  state: State;
  /** The secret of a service's webhook. */
  findSecret(serviceArn: string): string | undefined;
  /** Looks for a new version now; false when the service is not deployed automatically. */
  push(serviceArn: string): boolean;
}

/**
 * Takes the deliveries of services' webhooks, in GitHub's form. What was pushed is not believed but looked up, so a delivery that is
 * repeated does nothing. An unknown service, one without a secret and a wrong signature have one answer.
 */
export function createWebhook({ state, findSecret, push }: WebhookParts): (delivery: Delivery) => DeliveryAnswer {
  return ({ path, headers, body }) => {
    const id = path.slice(WEBHOOK_PATH.length);
    const service = state.services.listAllLive().find((live) => live.id === id);
    const secret = service && findSecret(service.arn);
    const signed = isSigned(body, String(headers[WEBHOOK_SIGNATURE_HEADER] ?? ""), secret ?? "");
    if (!service || !secret || !signed) {
      return {
        status: 403,
        message: `The delivery has no valid signature: its body must be signed with the service's webhook secret (HMAC-SHA256) in ${WEBHOOK_SIGNATURE_HEADER}. \`apprunner webhook <service>\` shows it.`,
      };
    }
    if (headers["x-github-event"] === "ping") return { status: 200, message: "The webhook works." };
    return push(service.arn)
      ? { status: 202, message: "The service's source is looked at." }
      : { status: 409, message: `Service ${service.name} is not deployed automatically (AutoDeploymentsEnabled).` };
  };
}

/** In constant time, whatever is compared. */
function isSigned(body: Buffer, signature: string, secret: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
