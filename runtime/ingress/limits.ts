/** Limits of the data plane, in milliseconds and bytes; tests pass smaller ones. */
export interface IngressLimits {
  /** From the request's headers to the last byte of the answer. App Runner's own limit. */
  requestMs: number;
  /** From connecting to the last byte of the request's headers: ends clients that trickle (slow loris). */
  headersMs: number;
  /** How often clients past `headersMs` are looked for. */
  checkMs: number;
  /** An idle client connection is kept so long: longer than load balancers and browsers keep theirs, so that they close first. */
  clientIdleMs: number;
  /** To connect to an instance on this machine. */
  connectMs: number;
  /**
   * An idle connection to an instance is kept so long. Short, since common app servers close idle ones after 2 s (gunicorn)
   * or 5 s (Node.js, uvicorn) and a request written in that very moment is lost.
   */
  targetIdleMs: number;
  /** All headers of a request or an answer together; more is 431. Envoy's default. */
  headerBytes: number;
  /** How long a stopping ingress lets requests in flight finish. */
  closeMs: number;
}

/**
 * Sources: App Runner's 120 s total and its Envoy edge (guide, roadmap issues 101 and 104); Envoy's max_request_headers_kb.
 */
export const INGRESS_LIMITS: IngressLimits = {
  requestMs: 120_000,
  headersMs: 30_000,
  checkMs: 5_000,
  clientIdleMs: 75_000,
  connectMs: 5_000,
  targetIdleMs: 1_000,
  headerBytes: 60 * 1024,
  closeMs: 10_000,
};
