import { homedir } from "node:os";
import { join, resolve } from "node:path";

/**
 * What a running local App Runner says of itself, in `endpoint.json` of its home and in `apprunner local start --json`.
 * `http` and `https` are URLs of 127.0.0.1; `pid` is the control plane's process id.
 */
export interface Endpoint {
  endpoint: string;
  http: string;
  https: string;
  engine: "docker" | "process";
  home: string;
  pid: number;
}

/** Where a local App Runner keeps everything; the one list of file names in `APPRUNNER_HOME`. */
export interface HomePaths {
  home: string;
  /** JSON of `Endpoint`, there while the control plane runs. */
  endpoint: string;
  /** An AWS shared credentials file (INI, mode 0600) with the runtime's own key under `[default]`. */
  credentials: string;
  database: string;
  /** Base 64 of the key (mode 0600) that secrets and connections' tokens in the database are sealed with. */
  secretsKey: string;
  logs: string;
  /** Local certificate authority: `ca.pem` (public) and `ca.key.pem` (0600). */
  certificates: string;
  /** Unpacked sources and process-engine builds. */
  work: string;
  /** The ingress process: its control socket, its last routing table, its output. */
  ingressSocket: string;
  ingressTable: string;
  /** What the two processes themselves print. */
  runtimeOutput: string;
  ingressOutput: string;
  /** What a home keeps for good once it has been started: its engine. */
  settings: string;
  /** Held by the control plane while it runs, so that a home never has two. */
  lock: string;
}

/** `APPRUNNER_HOME`, or `~/.apprunner`. */
export function defaultHome(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(environment.APPRUNNER_HOME || join(environment.HOME || homedir(), ".apprunner"));
}

export function homePaths(home: string): HomePaths {
  const at = (name: string): string => join(home, name);
  return {
    home,
    endpoint: at("endpoint.json"),
    credentials: at("credentials"),
    database: at("state.sqlite"),
    secretsKey: at("secrets.key"),
    logs: at("logs"),
    certificates: at("certificates"),
    work: at("work"),
    ingressSocket: at("ingress.sock"),
    ingressTable: at("ingress.json"),
    runtimeOutput: at("runtime.log"),
    ingressOutput: at("ingress.log"),
    settings: at("settings.json"),
    lock: at("runtime.lock"),
  };
}
