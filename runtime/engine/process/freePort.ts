import { createServer } from "node:net";
import { LOOPBACK } from "../../../api/ports";

/** A loopback port that nothing listens on now and that is not among `taken` (given out, not yet listened on). */
export async function freePort(taken: ReadonlySet<number>): Promise<number> {
  for (;;) {
    const port = await anyPort();
    if (!taken.has(port)) return port;
  }
}

function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, LOOPBACK, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
