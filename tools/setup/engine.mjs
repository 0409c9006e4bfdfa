// What services run on: the first of a ladder of engines that answers.
import { usualSockets } from "../docker/address.mjs";
import { ping } from "../docker/client.mjs";
import { which } from "../process/which.mjs";
import { installPackages, whyNotRoot } from "./debian.mjs";
import { daemonPlace, startDaemon, whyNoDaemon, withSbin } from "./dockerd.mjs";
import { climb, Unavailable } from "./ladder.mjs";

/** Why the rung DOCKER_HOST does not hold where nobody has set it. */
export const NOT_SET = "it is not set";

const PACKAGES = ["docker.io", "iptables", "iproute2"];

/**
 * Finds or starts an engine. Answers `{ kind: "docker" | "process", host, rung, refused }`; `host` is a DOCKER_HOST value.
 * `wanted` ("docker" or "process", from --engine or APPRUNNER_ENGINE) leaves the other kind's rungs out.
 */
export async function findEngine({ cache, env = process.env, wanted, progress, say, probe = ping }) {
  const rungs = wanted === "process" ? [] : dockerRungs({ cache, env, progress, say, probe });
  if (wanted !== "docker") rungs.push({ name: "process engine", attempt: async () => ({ kind: "process" }) });
  const { rung, value, refused } = await climb(rungs).catch((error) => {
    throw new Error(`No Docker engine, and --engine docker asks for one:\n${error.message}`, { cause: error });
  });
  return { ...value, rung, refused };
}

function dockerRungs({ cache, env, progress, say, probe }) {
  const place = daemonPlace(cache);
  return [
    { name: "DOCKER_HOST", attempt: () => namedDaemon(env.DOCKER_HOST, place, probe) },
    { name: "a running Docker or Podman", attempt: () => runningDaemon(usualSockets(env), probe) },
    { name: "the private dockerd of this cache", attempt: () => runningDaemon([place.host], probe, "it does not run") },
    {
      name: "Debian's docker.io with a private dockerd",
      attempt: () => privateDaemon({ place, env, progress, say, probe }),
    },
  ];
}

async function namedDaemon(host, place, probe) {
  if (!host) throw new Unavailable(NOT_SET);
  // Set by our own environment (tools/environment.mjs): the rungs below start that daemon again when it has ended.
  if (host === place.host) throw new Unavailable("it names the private dockerd");
  const answer = await probe(host);
  if (!(answer instanceof Error)) return docker(host, answer);
  throw new Error(
    `DOCKER_HOST=${host} does not answer: ${answer.message}. Start that engine, or unset DOCKER_HOST so that set-up looks ` +
      "for another, or use --engine process.",
  );
}

async function runningDaemon(hosts, probe, absent) {
  if (hosts.length === 0) throw new Unavailable("no socket of one is there");
  const why = [];
  for (const host of hosts) {
    const answer = await probe(host);
    if (!(answer instanceof Error)) return docker(host, answer);
    why.push(absent && answer.code === "ENOENT" ? absent : `${host}: ${answer.message}`);
  }
  throw new Unavailable(why.join("; "));
}

async function privateDaemon({ place, env, progress, say, probe }) {
  const why = whyNotRoot() ?? whyNoDaemon();
  if (why) throw new Unavailable(why);
  const missing = ["dockerd", "iptables", "ip"].filter((name) => !which(name, withSbin(env)));
  if (missing.length > 0) {
    await installPackages(PACKAGES, "a Docker engine for the local App Runner", progress, say);
    // Where the machine starts services by itself, the package has just started a daemon: that one will do.
    const started = await runningDaemon(usualSockets(env), probe).catch(() => undefined);
    if (started) return started;
  }
  say("starting a private dockerd");
  return docker(await startDaemon(place), {});
}

const docker = (host, { podman }) => ({ kind: "docker", host, ...(podman ? { podman: true } : {}) });
