/**
 * A service's webhook on the local App Runner, `POST /webhooks/<service id>` on the API's address: whoever hosts its code or image says
 * that something was pushed. In GitHub's form: the body is signed with HMAC-SHA256 under the service's own secret.
 */
export const WEBHOOK_PATH = "/webhooks/";

/** `sha256=<64 hex digits>`. Source: GitHub, "Validating webhook deliveries". */
export const WEBHOOK_SIGNATURE_HEADER = "x-hub-signature-256";
