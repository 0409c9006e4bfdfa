import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { Duplex } from "node:stream";

/** Node's codes for what is not HTTP in a way that has an answer of its own. */
const STATUS_LINES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** Answers what is no HTTP request at all, or comes too slowly, as Node would, but with a request id and a line in the log. */
export function answerMalformed(server: Server, log: (line: string) => void): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const requestId = randomUUID();
    const status = STATUS_LINES[error.code ?? ""] ?? "400 Bad Request";
    socket.end(
      `HTTP/1.1 ${status}\r\nx-amzn-RequestId: ${requestId}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
    log(`${requestId} malformed - ${status.slice(0, 3)}`);
  });
}
