import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Docker from "dockerode";
import { EngineUnavailable } from "../failures";
import { type FindLogin, registryLogins } from "./registryLogin";

/** A Docker or Podman daemon, and where it is. */
export interface Daemon {
  docker: Docker;
  /** For messages: `unix:///var/run/docker.sock`. */
  address: string;
  /** What opens the registry of an image; the daemon itself knows no logins. */
  findLogin: FindLogin;
}

/** An answer of the daemon that is not success, as dockerode throws it. */
interface DaemonRefusal extends Error {
  statusCode?: number;
  code?: string;
}

/** Longest wait for a daemon's answer to a plain question: a hung one is as good as none. */
export const ANSWER_TIMEOUT_MS = 30_000;

/** Addresses the daemon: `dockerHost`, DOCKER_HOST, or the first of the usual sockets that we may open. Asks nothing yet. */
export function addressDaemon(environment: NodeJS.ProcessEnv, dockerHost = environment.DOCKER_HOST): Daemon {
  const address = dockerHost || `unix://${findSocket(environment)}`;
  const docker = new Docker(connectOptions(address, environment));
  return { docker, address, findLogin: registryLogins(environment) };
}

/** Calls the daemon; that it is not there, not permitted or silent becomes EngineUnavailable. */
export async function ask<T>(daemon: Daemon, call: (docker: Docker) => Promise<T>): Promise<T> {
  try {
    return await call(daemon.docker);
  } catch (error) {
    throw unavailable(error as DaemonRefusal, daemon.address) ?? error;
  }
}

/** The HTTP status of a daemon's refusal: 404 not there, 409 in conflict; undefined when the error is none. */
export function refusalStatus(error: unknown): number | undefined {
  return (error as DaemonRefusal | undefined)?.statusCode;
}

/** The daemon's own words, without dockerode's prefix. */
export function refusalText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^\(HTTP code \d+\) [^-]*- /, "").trim();
}

/** Runs something whose subject may be gone by now, which counts as done. */
export async function orGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (refusalStatus(error) === 404) return undefined;
    throw error;
  }
}

function unavailable(error: DaemonRefusal, address: string): EngineUnavailable | undefined {
  if (error.statusCode !== undefined) return undefined;
  switch (error.code) {
    case "ENOENT":
      return new EngineUnavailable(
        `No Docker daemon: ${address} does not exist. Start Docker or Podman, or set DOCKER_HOST; ${INSTEAD}`,
      );
    case "EACCES":
    case "EPERM":
      return new EngineUnavailable(
        `No permission to use Docker at ${address}. Join the group that owns the socket (usually docker) and log in again; ${INSTEAD}`,
      );
    case "ECONNREFUSED":
    case "ECONNRESET":
    case "EPIPE":
    case "ENOTFOUND":
    case "EHOSTUNREACH":
    case "ETIMEDOUT":
      return new EngineUnavailable(
        `The Docker daemon at ${address} does not answer (${error.code}). Start it, or set DOCKER_HOST; ${INSTEAD}`,
      );
    default:
      if (error.name !== "TimeoutError") return undefined;
      return new EngineUnavailable(
        `The Docker daemon at ${address} is silent for ${ANSWER_TIMEOUT_MS / 1000} s. Restart it; ${INSTEAD}`,
      );
  }
}

const INSTEAD = "or run code services without it: --engine process.";

function findSocket(environment: NodeJS.ProcessEnv): string {
  const home = environment.HOME ?? "/nonexistent";
  const sockets = [
    "/var/run/docker.sock",
    join(home, ".docker/run/docker.sock"),
    join(home, ".colima/default/docker.sock"),
    ...(environment.XDG_RUNTIME_DIR
      ? [join(environment.XDG_RUNTIME_DIR, "docker.sock"), join(environment.XDG_RUNTIME_DIR, "podman/podman.sock")]
      : []),
    "/run/podman/podman.sock",
  ];
  return sockets.find(mayOpen) ?? sockets.find((path) => existsSync(path)) ?? sockets[0]!;
}

function mayOpen(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function connectOptions(address: string, environment: NodeJS.ProcessEnv): Docker.DockerOptions {
  if (address.startsWith("unix://")) return { socketPath: address.slice("unix://".length) };
  const url = URL.canParse(address) ? new URL(address.replace(/^tcp:/, "http:")) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol)) {
    throw new EngineUnavailable(
      `DOCKER_HOST is "${address}"; it must begin with unix://, tcp://, http:// or https://.`,
    );
  }
  const secure = url.protocol === "https:" || Boolean(environment.DOCKER_TLS_VERIFY);
  const port = Number(url.port) || (secure ? 2376 : 2375);
  return { protocol: secure ? "https" : "http", host: url.hostname, port, ...(secure && certificates(environment)) };
}

function certificates(environment: NodeJS.ProcessEnv): Docker.DockerOptions {
  const folder = environment.DOCKER_CERT_PATH;
  if (!folder) return {};
  try {
    const [ca, cert, key] = ["ca.pem", "cert.pem", "key.pem"].map((name) => readFileSync(join(folder, name), "utf8"));
    return { ca: ca!, cert: cert!, key: key! };
  } catch (error) {
    throw new EngineUnavailable(
      `DOCKER_CERT_PATH is ${folder}, but its certificates cannot be read: ${(error as Error).message}`,
    );
  }
}
