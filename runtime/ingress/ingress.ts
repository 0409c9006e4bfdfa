import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { homePaths } from "../../api/home";
import { type Clock, systemClock } from "./clock";
import { CONTROL_VERSION, createControlServer, type IngressStatus, listenControl } from "./control";
import { controlSocketPath, removeControlSocket } from "./controlSocket";
import { wildcardOf } from "./hostName";
import { INGRESS_LIMITS, type IngressLimits } from "./limits";
import { createProxy } from "./proxy";
import { Router } from "./router";
import { closeServer, createEdgeServer, listen } from "./servers";
import { loadSavedIngress, saveIngress } from "./tableStore";
import { openCertificates } from "./tls";

export interface IngressOptions {
  home: string;
  /** 0: the port of the last time, or any free one. */
  httpPort: number;
  httpsPort: number;
  clock?: Clock;
  limits?: IngressLimits;
  log?: (line: string) => void;
  /** Called once the ingress has closed because a control request asked for it. */
  onShutdown?: () => void;
}

export interface Ingress {
  status(): IngressStatus;
  /** Refuses new connections, lets requests in flight finish for `limits.closeMs`, then closes everything. */
  close(): Promise<void>;
}

/**
 * Opens the ingress of a home: the saved table first, so that the first connection finds its service; then the two ports; then
 * the control socket, so that whoever it answers can rely on the rest. Rejects with Node's error when a port cannot be had.
 */
export async function openIngress(options: IngressOptions): Promise<Ingress> {
  const { home, clock = systemClock, limits = INGRESS_LIMITS, log = () => {} } = options;
  const paths = homePaths(home);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const saved = loadSavedIngress(paths.ingressTable, log);
  const router = new Router(clock, limits);
  if (saved) router.apply(saved.table);

  const certificates = openCertificates(
    paths.certificates,
    (host) => certificateName(router, host),
    () => new Date(clock.now()),
  );
  const http = createEdgeServer(createProxy({ router, clock, limits, scheme: "http" }), limits);
  const https = createEdgeServer(createProxy({ router, clock, limits, scheme: "https" }), limits, certificates);
  const startedAt = new Date(clock.now()).toISOString();
  let closing: Promise<void> | undefined;
  const status = (): IngressStatus => ({
    pid: process.pid,
    httpPort,
    httpsPort,
    generation: router.generation,
    startedAt,
    version: CONTROL_VERSION,
  });
  const save = (): void => saveIngress(paths.ingressTable, { httpPort, httpsPort, table: router.routes });
  const close = (): Promise<void> => {
    closing ??= closeAll([http, https], control, router, limits.closeMs).finally(() => removeControlSocket(home));
    return closing;
  };
  const shutdown = (): void => void close().then(() => options.onShutdown?.());
  const control = createControlServer({ router, status, save, shutdown });

  let httpPort = 0;
  let httpsPort = 0;
  const socket = controlSocketPath(home, true)!;
  try {
    httpPort = await listenOrAny(http, options.httpPort, saved?.httpPort);
    httpsPort = await listenOrAny(https, options.httpsPort, saved?.httpsPort);
    save();
    await listenControl(control, socket);
  } catch (error) {
    await closeAll([http, https], control, router, 0);
    throw error;
  }
  return { status, close };
}

/** The wanted port; for 0 the one of the last time, when it can be had. */
async function listenOrAny(server: Server, port: number, last = 0): Promise<number> {
  if (port !== 0 || last === 0) return listen(server, port);
  return listen(server, last).catch(() => listen(server, 0));
}

/** The name that a host's certificate is for; undefined when no service has the host. */
function certificateName(router: Router, host: string): string | undefined {
  const service = router.find(host);
  if (!service) return undefined;
  return service.route.hosts.some((own) => own.toLowerCase() === host) ? host : wildcardOf(host);
}

async function closeAll(edges: readonly Server[], control: Server, router: Router, closeMs: number): Promise<void> {
  // A server that never listened has nothing to close, and would not call back.
  await Promise.all(edges.filter((server) => server.listening).map((server) => closeServer(server, closeMs)));
  router.close();
  if (control.listening) await closeServer(control, 0);
}
