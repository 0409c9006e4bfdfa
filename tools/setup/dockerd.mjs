// A Docker daemon of our own for a machine that has none running: apart from any other (own data, socket, bridge and
// containerd namespace), detached so that it outlives set-up, and found again by its socket.
import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ping } from "../docker/client.mjs";
import { shortName } from "../paths.mjs";
import { lastLines, mustRun, run } from "../process/run.mjs";
import { which } from "../process/which.mjs";
import { Unavailable } from "./ladder.mjs";

// sun_path holds 107 characters, and dockerd's longest socket is <exec-root>/containerd/containerd.sock.ttrpc.
const LONGEST_RUN_FOLDER = 107 - "/exec/containerd/containerd.sock.ttrpc".length;
const START_MS = 60_000;
const STOP_MS = 20_000;
const CAP_NET_ADMIN = 12n;
const CAP_SYS_ADMIN = 21n;

/** Where the private daemon of a cache folder keeps its things, and the DOCKER_HOST it answers at. */
export function daemonPlace(cache) {
  const folder = join(cache, "engine");
  const run = folder.length <= LONGEST_RUN_FOLDER ? folder : join("/run", `apprunner-${shortName(cache)}`);
  return {
    data: join(folder, "data"),
    log: join(folder, "dockerd.log"),
    run,
    exec: join(run, "exec"),
    pidFile: join(run, "dockerd.pid"),
    host: `unix://${join(run, "docker.sock")}`,
    bridge: `apr${shortName(cache)}`,
  };
}

/** Why a daemon cannot run here even as root (a container without the rights for it), or undefined when it can. */
export function whyNoDaemon(status = readStatus()) {
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? "0"}`);
  const has = (capability) => ((effective >> capability) & 1n) === 1n;
  if (has(CAP_SYS_ADMIN) && has(CAP_NET_ADMIN)) return undefined;
  return "this process may not mount or set up networks (no CAP_SYS_ADMIN or CAP_NET_ADMIN), as in a plain container";
}

/** Starts the daemon and returns its DOCKER_HOST once it answers. Throws `Unavailable` with the daemon's last log lines. */
export async function startDaemon(place, now = Date.now) {
  mkdirSync(place.data, { recursive: true });
  mkdirSync(place.run, { recursive: true });
  removeStalePidFile(place);
  await makeBridge(place.bridge);
  const log = openSync(place.log, "a");
  const daemon = spawn(which("dockerd", withSbin()), daemonArguments(place), {
    detached: true,
    stdio: ["ignore", log, log],
    env: withSbin(),
  });
  closeSync(log);
  let ended;
  daemon.on("exit", (code) => {
    ended = `dockerd ended with exit code ${code}`;
  });
  daemon.unref();
  for (const deadline = now() + START_MS; now() < deadline && !ended; ) {
    if (!((await ping(place.host, 1_000)) instanceof Error)) return place.host;
    await pause(150);
  }
  if (!ended) process.kill(daemon.pid, "SIGTERM");
  const why = ended ?? `dockerd did not answer within ${START_MS / 1_000} s and was ended`;
  throw new Unavailable(`${why}; the end of ${place.log}:\n${lastLines(readFileSync(place.log, "utf8"), 6)}`);
}

/** Ends the daemon of this place, if it is ours and runs, and removes its bridge. Answers whether it ran. */
export async function stopDaemon(place, now = Date.now) {
  const pid = daemonPid(place);
  if (pid) {
    process.kill(pid, "SIGTERM");
    for (const deadline = now() + STOP_MS; daemonPid(place) && now() < deadline; ) await pause(100);
    if (daemonPid(place))
      throw new Error(`the private dockerd (pid ${pid}) did not end within ${STOP_MS / 1_000} s of SIGTERM`);
  }
  if (isInterface(place.bridge)) await mustRun("ip", ["link", "delete", place.bridge], { env: withSbin() });
  // dockerd leaves its own network namespace mounted, and nobody could remove the folder.
  if (existsSync(join(place.exec, "netns/default")))
    await run("umount", [join(place.exec, "netns/default")], { env: withSbin() });
  return Boolean(pid);
}

/** The process id of the daemon that was started for this place, or undefined. Another process with its old id is not it. */
export function daemonPid(place) {
  try {
    const pid = Number(readFileSync(place.pidFile, "utf8"));
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(place.data) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function daemonArguments(place) {
  const namespace = place.bridge;
  return [
    ["--data-root", place.data],
    ["--exec-root", place.exec],
    ["--pidfile", place.pidFile],
    ["--host", place.host],
    ["--bridge", place.bridge],
    ["--group", "root"],
    ["--log-level", "warn"],
    // A system containerd may be running, which dockerd would take: its containers must not meet ours.
    ["--containerd-namespace", namespace],
    ["--containerd-plugins-namespace", `${namespace}-plugins`],
  ].flat();
}

function removeStalePidFile(place) {
  // dockerd refuses to start when any process has the number in its pid file.
  if (!daemonPid(place)) rmSync(place.pidFile, { force: true });
}

// A bridge of our own, since two daemons on docker0 hand out the same addresses.
async function makeBridge(name) {
  const env = withSbin();
  try {
    if (!isInterface(name)) await mustRun("ip", ["link", "add", name, "type", "bridge"], { env });
    const addresses = readAddresses((await mustRun("ip", ["-o", "-4", "address"], { env })).stdout);
    if (!addresses.some((each) => each.name === name)) {
      await mustRun("ip", ["address", "add", `${freeSubnet(name, addresses)}.1/24`, "dev", name], { env });
    }
    await mustRun("ip", ["link", "set", name, "up"], { env });
  } catch (error) {
    throw new Unavailable(`no network bridge can be made: ${error.message}`);
  }
}

// Not by os.networkInterfaces(), which leaves out a bridge that nothing is plugged into.
const isInterface = (name) => existsSync(join("/sys/class/net", name));

/** What `ip -o -4 address` prints ("2: eth0    inet 10.0.0.5/24 ..."), as `[{ name, address }]`. */
export function readAddresses(text) {
  return [...text.matchAll(/^\d+: (\S+)\s+inet ([\d.]+)/gm)].map(([, name, address]) => ({ name, address }));
}

/** The first three numbers of a /24 in 10.213.0.0/16 that no address of this machine is in. */
export function freeSubnet(name, addresses) {
  const used = addresses.map(({ address }) => address.split(".").slice(0, 3).join("."));
  const first = Number.parseInt(shortName(name).slice(0, 2), 16);
  for (let step = 0; step < 256; step++) {
    const subnet = `10.213.${(first + step) % 256}`;
    if (!used.includes(subnet)) return subnet;
  }
  throw new Unavailable("every network from 10.213.0.0/24 to 10.213.255.0/24 is in use");
}

function readStatus() {
  try {
    return readFileSync("/proc/self/status", "utf8");
  } catch {
    return "";
  }
}

/** The environment with the folders of system programs on PATH, where a root shell may not have them. */
export function withSbin(env = process.env) {
  return { ...env, PATH: `${env.PATH}:/usr/sbin:/sbin` };
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
