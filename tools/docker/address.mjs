// Where a Docker Engine API (Docker's or Podman's) is spoken on this machine.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Reads a DOCKER_HOST value into options for node:http(s): `unix:///path`, `tcp://host:port` or `http(s)://host:port`.
 * TLS is as the docker command does it: DOCKER_TLS_VERIFY with the PEM files in DOCKER_CERT_PATH.
 */
export function connectionOf(host, env = process.env) {
  if (host.startsWith("unix://")) return { socketPath: host.slice("unix://".length) };
  const url = parse(host);
  const tls = url.protocol === "https:" || Boolean(env.DOCKER_TLS_VERIFY);
  const connection = { host: url.hostname, port: url.port || (tls ? 2376 : 2375), tls };
  return tls && env.DOCKER_CERT_PATH ? { ...connection, ...certificates(env.DOCKER_CERT_PATH) } : connection;
}

/** The sockets where a running Docker or Podman may listen, most usual first; only those that are there. */
export function usualSockets(env = process.env) {
  const run = env.XDG_RUNTIME_DIR;
  const home = env.HOME ?? "";
  const paths = [
    "/var/run/docker.sock",
    run && join(run, "docker.sock"),
    join(home, ".docker/run/docker.sock"),
    join(home, ".docker/desktop/docker.sock"),
    join(home, ".colima/default/docker.sock"),
    join(home, ".rd/docker.sock"),
    run && join(run, "podman/podman.sock"),
    "/run/podman/podman.sock",
  ];
  return paths.filter((path) => path && existsSync(path)).map((path) => `unix://${path}`);
}

function parse(host) {
  try {
    const url = new URL(host.replace(/^tcp:/, "http:"));
    if (url.protocol === "http:" || url.protocol === "https:") return url;
  } catch {}
  throw new Error(`DOCKER_HOST=${host} cannot be used: only unix://, tcp:// and http(s):// addresses can`);
}

function certificates(folder) {
  const read = (name) => readFileSync(join(folder, name));
  return { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") };
}
