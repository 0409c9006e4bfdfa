/** No ingress of this home answers on its control socket. */
export class IngressUnreachable extends Error {
  override readonly name = "IngressUnreachable";
}

/** The ingress has a newer routing table in force. `generation` is the one it has. */
export class RoutesRefused extends Error {
  override readonly name = "RoutesRefused";
  constructor(
    message: string,
    readonly generation: number,
  ) {
    super(message);
  }
}

/** The ingress answered a control request with an error: a table it cannot read, a disk it cannot write. */
export class IngressRefused extends Error {
  override readonly name = "IngressRefused";
}

/** The ingress process could not be started. `message` says why (a taken port, its last output) and what to do. */
export class IngressNotStarted extends Error {
  override readonly name = "IngressNotStarted";
}
