/**
 * The loopback ports of a local App Runner, all settable and 0 for any free one.
 * Source: DESIGN, "Ports". Everything listens on 127.0.0.1 only.
 */
export const DEFAULT_PORTS = {
  /** The AWS APIs (and later the web console). */
  api: 4700,
  /** HTTP ingress: every service's URL and custom domain. */
  http: 4780,
  /** HTTPS ingress, with certificates of the local CA. */
  https: 4743,
} as const;

export const LOOPBACK = "127.0.0.1";
