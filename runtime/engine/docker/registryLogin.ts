import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ImageNotFound } from "../failures";
import { ecrLogin, isEcr } from "./ecrLogin";

/** What opens a registry, as the Docker API takes it. Never on a command line, in a log or in a message. */
export interface RegistryLogin {
  username?: string;
  password?: string;
  /** In place of a password, from registries that gave one at `docker login`. */
  identitytoken?: string;
  serveraddress: string;
}

/** Finds what opens the registry of an image; undefined when nothing is known, and it is asked as anybody. Throws ImageNotFound. */
export type FindLogin = (identifier: string, signal: AbortSignal) => Promise<RegistryLogin | undefined>;

/** The registry that an image's name begins with. Source: distribution/reference, "familiar names". */
export function registryOf(identifier: string): string {
  const [first = "", ...rest] = identifier.split("/");
  return rest.length > 0 && (/[.:]/.test(first) || first === "localhost") ? first : "docker.io";
}

/**
 * The logins of this machine's user: those of `docker login` (DOCKER_CONFIG or ~/.docker, credential helpers included), read anew each
 * time since people log in when they are told to; else, for Amazon ECR, a token got with the machine's AWS credentials.
 */
export function registryLogins(environment: NodeJS.ProcessEnv): FindLogin {
  return async (identifier, signal) => {
    const registry = registryOf(identifier);
    const key = registry === "docker.io" ? DOCKER_HUB : registry;
    const { auths = {}, credHelpers = {}, credsStore } = readConfig(environment);
    const helper = credHelpers[key] ?? credsStore;
    const kept = (helper ? await askHelper(helper, key, environment, signal) : undefined) ?? plainLogin(auths, key);
    return kept ?? (isEcr(registry) ? ecrLogin(registry, environment, signal) : undefined);
  };
}

/** The name that Docker keeps its own registry under. */
const DOCKER_HUB = "https://index.docker.io/v1/";

/** What we read of Docker's config.json. Source: docker/cli, "Docker CLI configuration file properties". */
interface DockerConfig {
  auths?: Record<string, { auth?: string; identitytoken?: string }>;
  credHelpers?: Record<string, string>;
  credsStore?: string;
}

function readConfig(environment: NodeJS.ProcessEnv): DockerConfig {
  const folder = environment.DOCKER_CONFIG || join(environment.HOME ?? "/nonexistent", ".docker");
  let text: string;
  try {
    text = readFileSync(join(folder, "config.json"), "utf8");
  } catch {
    return {};
  }
  try {
    return JSON.parse(text) as DockerConfig;
  } catch {
    // The parser's own message quotes the text.
    throw new ImageNotFound(`${join(folder, "config.json")} is not JSON: mend it, or remove it and log in again.`);
  }
}

function plainLogin(auths: NonNullable<DockerConfig["auths"]>, key: string): RegistryLogin | undefined {
  const found = auths[key] ?? auths[`https://${key}`];
  if (!found?.auth && !found?.identitytoken) return undefined;
  const text = Buffer.from(found.auth ?? "", "base64").toString();
  const colon = text.indexOf(":");
  return {
    username: text.slice(0, colon),
    ...(found.identitytoken ? { identitytoken: found.identitytoken } : { password: text.slice(colon + 1) }),
    serveraddress: key,
  };
}

/** Longest wait for a helper: one that asks its user something is of no use here. */
const HELPER_TIMEOUT_MS = 20_000;

/** Asks `docker-credential-<helper> get`. A helper that knows nothing ends with 1. Source: docker/docker-credential-helpers. */
function askHelper(
  helper: string,
  key: string,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<RegistryLogin | undefined> {
  return new Promise((resolve, reject) => {
    const options = { env: environment, signal, timeout: HELPER_TIMEOUT_MS };
    const child = execFile(`docker-credential-${helper}`, ["get"], options, (error, output) => {
      if (signal.aborted) reject(signal.reason);
      else resolve(error ? undefined : helperLogin(output, key));
    });
    child.stdin?.once("error", () => undefined);
    child.stdin?.end(key);
  });
}

function helperLogin(output: string, key: string): RegistryLogin | undefined {
  try {
    const { Username, Secret } = JSON.parse(output) as { Username: string; Secret: string };
    // So helpers mark an identity token.
    if (Username === "<token>") return { identitytoken: Secret, serveraddress: key };
    return { username: Username, password: Secret, serveraddress: key };
  } catch {
    return undefined;
  }
}
