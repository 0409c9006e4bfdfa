/** The API's port cannot be had; the message names it and says what to do. */
export class PortTaken extends Error {
  constructor(port: number, host: string, cause: NodeJS.ErrnoException) {
    const reason = cause.code === "EADDRINUSE" ? "another program listens there" : cause.message;
    super(
      `The AWS APIs cannot listen on ${host}:${port}: ${reason}. Stop that program, or choose another port with --api-port (0 for any free one).`,
      { cause },
    );
    this.name = "PortTaken";
  }
}
