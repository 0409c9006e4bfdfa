import type { IncomingMessage } from "node:http";

/** How much of a body that is too large is still read (and dropped), so that its sender gets to see the answer. */
const DRAIN_FACTOR = 8;

/** The sender closed the connection before the request was complete: there is nobody to answer. */
export class CallerGone extends Error {}

/**
 * The whole body of a request, or undefined when it is larger than `limit` bytes. Rejects with CallerGone. A body that
 * is larger by far is not read to its end: the connection must be closed after the answer.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else if (size > limit * DRAIN_FACTOR) resolve(undefined);
      else chunks.length = 0;
    });
    request.on("end", () => {
      if (size > limit) resolve(undefined);
      else resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    request.on("error", () => reject(new CallerGone()));
    request.on("close", () => {
      if (!request.complete) reject(new CallerGone());
    });
  });
}
