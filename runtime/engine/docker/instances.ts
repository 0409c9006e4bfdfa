import type { ContainerCreateOptions, ContainerInspectInfo } from "dockerode";
import { LOOPBACK } from "../../../api/ports";
import type { EngineInstance, InstanceSpec } from "../engine";
import { InstanceNotStarted } from "../failures";
import { containerCommand } from "./command";
import { ask, type Daemon, orGone, refusalStatus, refusalText } from "./daemon";
import { findBuiltImage, inspect as inspectImage } from "./images";
import { dockerName, HOME_LABEL, INSTANCE_LABEL, labelFilter, SERVICE_LABEL, VERSION_LABEL } from "./labels";
import { ensureNetwork } from "./networks";

/** Processes and threads of an instance: more than any web service, less than a fork bomb. */
const PIDS_LIMIT = 2048;

/**
 * What common images need as root (nginx and the like bind port 80, own their files, drop to another user and signal its processes).
 * All others are dropped: no mounts, no raw sockets, no tracing, no devices.
 */
const CAPABILITIES = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "NET_BIND_SERVICE", "SETGID", "SETUID"];

/** Kept by the daemon for `followLogs` until the log store has it. */
const LOG_LIMITS = { "max-size": "10m", "max-file": "3" };

/**
 * Makes an instance's container and its service's network when they are not there. To be called in turn with `removeNetwork` for one
 * service: until a container starts, it does not hold its network. Throws InstanceNotStarted with the daemon's reason.
 */
export async function createInstance(daemon: Daemon, homeId: string, spec: InstanceSpec): Promise<void> {
  if (await inspect(daemon, homeId, spec.id)) return;
  await orNotStarted(spec.id, async () => {
    const network = await ensureNetwork(daemon, homeId, spec.serviceArn);
    const options = await creation(daemon, homeId, spec, network);
    await ask(daemon, (docker) => docker.createContainer(options));
  });
}

/** Starts a created instance, or answers the one that is started already, ended or not. Throws InstanceNotStarted. */
export async function startInstance(daemon: Daemon, homeId: string, id: string): Promise<EngineInstance> {
  const created = await inspectInstance(daemon, homeId, id);
  if (created?.startedAt) return created;
  await orNotStarted(id, () =>
    ask(daemon, (docker) => docker.getContainer(dockerName(homeId, id)).start().catch(ignoreUnchanged)),
  );
  const started = await inspectInstance(daemon, homeId, id);
  if (!started) throw new InstanceNotStarted(`Instance ${id} was removed while it started.`);
  return started;
}

/** SIGTERM, `graceSeconds`, SIGKILL, then the container goes. Answers the service it was of; undefined when it was gone. */
export async function stopInstance(
  daemon: Daemon,
  homeId: string,
  id: string,
  graceSeconds: number,
): Promise<string | undefined> {
  const info = await inspect(daemon, homeId, id);
  if (!info) return undefined;
  const seconds = Math.max(0, Math.ceil(graceSeconds));
  await ask(daemon, (docker) => orGone(docker.getContainer(info.Id).stop({ t: seconds })).catch(ignoreUnchanged));
  await ask(daemon, (docker) =>
    orGone(docker.getContainer(info.Id).remove({ force: true, v: true })).catch(ignoreRemoving),
  );
  return info.Config.Labels[SERVICE_LABEL];
}

/** An instance of this home by its id; undefined when there is none. */
export async function inspectInstance(daemon: Daemon, homeId: string, id: string): Promise<EngineInstance | undefined> {
  const info = await inspect(daemon, homeId, id);
  if (!info) return undefined;
  const instance = toInstance(info);
  const otherArchitecture = NOT_RUN.includes(instance.exitCode ?? 0) && (await otherThanOurs(daemon, info.Image));
  return { ...instance, ...(otherArchitecture && { otherArchitecture }) };
}

/** Exit codes of a program that the init process could not run. For a foreign one in an image without a shell it is "not found". */
const NOT_RUN = [126, 127];

async function otherThanOurs(daemon: Daemon, image: string): Promise<string | undefined> {
  const [found, { Arch }] = await Promise.all([inspectImage(daemon, image), ask(daemon, (docker) => docker.version())]);
  return found?.Architecture && found.Architecture !== Arch ? found.Architecture : undefined;
}

/** All instances of this home, running or exited. */
export async function listInstances(daemon: Daemon, homeId: string): Promise<EngineInstance[]> {
  const found = await ask(daemon, (docker) =>
    docker.listContainers({ all: true, filters: labelFilter(homeId, INSTANCE_LABEL) }),
  );
  const all = await Promise.all(
    found.map(({ Id }) => ask(daemon, (docker) => orGone(docker.getContainer(Id).inspect()))),
  );
  return all.filter((info) => info !== undefined).map(toInstance);
}

/** Removes every container of this home at once, those that an interrupted build left included. */
export async function removeContainers(daemon: Daemon, homeId: string): Promise<void> {
  const found = await ask(daemon, (docker) => docker.listContainers({ all: true, filters: labelFilter(homeId) }));
  await Promise.all(
    found.map(({ Id }) =>
      ask(daemon, (docker) => orGone(docker.getContainer(Id).remove({ force: true, v: true })).catch(ignoreRemoving)),
    ),
  );
}

async function inspect(daemon: Daemon, homeId: string, id: string): Promise<ContainerInspectInfo | undefined> {
  const info = await ask(daemon, (docker) => orGone(docker.getContainer(dockerName(homeId, id)).inspect()));
  return info?.Config.Labels[HOME_LABEL] === homeId ? info : undefined;
}

async function orNotStarted(id: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (refusalStatus(error) === undefined) throw error;
    throw new InstanceNotStarted(`Instance ${id} cannot be started: ${startAdvice(refusalText(error))}`);
  }
}

async function creation(
  daemon: Daemon,
  homeId: string,
  spec: InstanceSpec,
  network: string,
): Promise<ContainerCreateOptions> {
  const builtHere = (await findBuiltImage(daemon, homeId, spec.image)) !== undefined;
  const { NCPU } = await ask(daemon, (docker) => docker.info() as Promise<{ NCPU: number }>);
  const port = `${spec.port}/tcp`;
  const portVariables = Object.fromEntries((spec.portVariables ?? ["PORT"]).map((name) => [name, String(spec.port)]));
  const memory = spec.memory * 1024 ** 2;
  return {
    name: dockerName(homeId, spec.id),
    Image: spec.image,
    ...containerCommand(spec.command, builtHere),
    Env: Object.entries({ ...spec.environment, ...portVariables }).map(([name, value]) => `${name}=${value}`),
    Labels: {
      [HOME_LABEL]: homeId,
      [INSTANCE_LABEL]: spec.id,
      [SERVICE_LABEL]: spec.serviceArn,
      [VERSION_LABEL]: spec.versionId,
    },
    ExposedPorts: { [port]: {} },
    HostConfig: {
      NetworkMode: network,
      PortBindings: { [port]: [{ HostIp: LOOPBACK, HostPort: "" }] },
      // Docker refuses more than the machine has.
      NanoCpus: Math.round(Math.min(spec.cpu / 1024, NCPU) * 1e9),
      Memory: memory,
      MemorySwap: memory,
      PidsLimit: PIDS_LIMIT,
      CapDrop: ["ALL"],
      CapAdd: CAPABILITIES,
      SecurityOpt: ["no-new-privileges"],
      Init: true,
      RestartPolicy: { Name: "no" },
      LogConfig: { Type: "json-file", Config: LOG_LIMITS },
    },
  };
}

function toInstance({ Config: { Labels }, State, NetworkSettings }: ContainerInspectInfo): EngineInstance {
  const bindings = Object.values(NetworkSettings.Ports ?? {}).flatMap((list) => list ?? []);
  const binding = bindings.find(({ HostIp }) => HostIp === LOOPBACK);
  const running = State.Running;
  const begun = new Date(State.StartedAt);
  const startedAt = begun.getUTCFullYear() > 1 ? begun : undefined; // Docker says year 1 for never.
  return {
    id: Labels[INSTANCE_LABEL]!,
    serviceArn: Labels[SERVICE_LABEL]!,
    versionId: Labels[VERSION_LABEL]!,
    state: running ? "running" : "exited",
    address: running && binding ? `${LOOPBACK}:${binding.HostPort}` : undefined,
    exitCode: running || !startedAt ? undefined : State.ExitCode,
    outOfMemory: State.OOMKilled,
    startedAt,
  };
}

function startAdvice(text: string): string {
  if (/exec format error/i.test(text)) return "its image is made for another processor architecture.";
  if (/executable file not found|no such file or directory/i.test(text))
    return `its start command is not in the image (${text}).`;
  if (/no command specified/i.test(text)) return "its image has no command of its own: set a StartCommand.";
  return text;
}

/** 304: it has started, or stopped, already. */
function ignoreUnchanged(error: unknown): void {
  if (refusalStatus(error) !== 304) throw error;
}

/** 409: somebody else is removing it. */
function ignoreRemoving(error: unknown): void {
  if (refusalStatus(error) !== 409) throw error;
}
