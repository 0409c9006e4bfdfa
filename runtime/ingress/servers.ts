import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { LOOPBACK } from "../../api/ports";
import type { IngressLimits } from "./limits";
import type { HandleRequest } from "./proxy";
import type { Certificates } from "./tls";

/** A server that hands every request to a proxy; with certificates, an HTTPS one. */
export function createEdgeServer(proxy: HandleRequest, limits: IngressLimits, certificates?: Certificates): Server {
  const options = {
    insecureHTTPParser: false,
    requireHostHeader: true,
    maxHeaderSize: limits.headerBytes,
    keepAliveTimeout: limits.clientIdleMs,
    headersTimeout: limits.headersMs,
    connectionsCheckingInterval: limits.checkMs,
    // The exchange's own clock answers 504; this one only ends what comes to no exchange.
    requestTimeout: limits.requestMs + limits.checkMs,
  };
  // App Runner redirects HTTP to HTTPS. Here both ports serve: the HTTPS one has a certificate of a local authority that
  // nothing trusts by default, so a redirect would end in an error for every newcomer's first curl.
  const server = certificates
    ? createHttpsServer({ ...options, ...certificates.fallback, SNICallback: certificates.choose })
    : createHttpServer(options);
  server.on("request", (request: IncomingMessage, response: ServerResponse) => proxy(request, response, false));
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => proxy(request, response, true));
  server.on("connect", (_request, socket) => {
    socket.end("HTTP/1.1 403 Forbidden\r\nserver: envoy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
  });
  return server;
}

/** Listens on loopback and answers the port. Rejects with Node's own error (EADDRINUSE, EACCES), `port` on it. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Takes no new connection and waits for the requests in flight; after `closeMs` ends those too. */
export function closeServer(server: Server, closeMs: number): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), closeMs);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
  });
}
