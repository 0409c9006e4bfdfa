import { buildImage } from "./docker/build";
import { ANSWER_TIMEOUT_MS, addressDaemon, ask, type Daemon } from "./docker/daemon";
import { findImage, listBuiltImages, removeBuiltImage, removeBuiltImages, resolveImage } from "./docker/images";
import {
  createInstance,
  inspectInstance,
  listInstances,
  removeContainers,
  startInstance,
  stopInstance,
} from "./docker/instances";
import { followLogs } from "./docker/logs";
import { removeNetwork, removeNetworks } from "./docker/networks";
import { updateImage, watchImages } from "./docker/newImages";
import type { Engine } from "./engine";
import { hostSettings } from "./hostSettings";
import { createQueues } from "./queues";

export interface DockerEngineOptions {
  /** Value of HOME_LABEL on everything this engine makes; it touches nothing without it. */
  homeId: string;
  /** Where DOCKER_HOST, its certificates, and the proxy and registry settings for builds are looked up. */
  environment: NodeJS.ProcessEnv;
  /** Overrides DOCKER_HOST. */
  dockerHost?: string;
}

/** An engine on the Docker or Podman of this machine. Throws EngineUnavailable for an address that is none; asks nothing yet. */
export function createDockerEngine({ homeId, environment, dockerHost }: DockerEngineOptions): Engine {
  const daemon = addressDaemon(environment, dockerHost);
  const settings = hostSettings(environment);
  const inTurn = createQueues();

  return {
    name: "docker",
    describe: () => describe(daemon),
    buildImage: (request) => inTurn(`image ${request.reference}`, () => buildImage(daemon, homeId, settings, request)),
    resolveImage: (identifier, signal) => resolveImage(daemon, identifier, signal),
    findImage: (identifier) => findImage(daemon, identifier),
    updateImage: (identifier, signal) => updateImage(daemon, identifier, signal),
    watchImages: (onChange, signal) => watchImages(daemon, onChange, signal),
    removeImage: (reference) => removeBuiltImage(daemon, homeId, reference),
    listImages: () => listBuiltImages(daemon, homeId),
    async startInstance(spec) {
      await inTurn(`service ${spec.serviceArn}`, () => createInstance(daemon, homeId, spec));
      return startInstance(daemon, homeId, spec.id);
    },
    async stopInstance(id, graceSeconds) {
      const serviceArn = await stopInstance(daemon, homeId, id, graceSeconds);
      if (serviceArn !== undefined)
        await inTurn(`service ${serviceArn}`, () => removeNetwork(daemon, homeId, serviceArn));
    },
    inspectInstance: (id) => inspectInstance(daemon, homeId, id),
    listInstances: () => listInstances(daemon, homeId),
    followLogs: (id, since, onLine, signal) => followLogs(daemon, homeId, id, since, onLine, signal),
    async reset() {
      await removeContainers(daemon, homeId);
      await removeNetworks(daemon, homeId);
      await removeBuiltImages(daemon, homeId);
    },
    close: async () => undefined,
  };
}

async function describe(daemon: Daemon): Promise<string> {
  const version = await ask(daemon, (docker) => inTime(docker.version()));
  const podman = version.Components?.some(({ Name }) => /podman/i.test(Name)) ?? false;
  return `${podman ? "Podman" : "Docker"} ${version.Version} at ${daemon.address}`;
}

/** A daemon that hangs takes connections and never answers. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  const limit = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
  const late = new Promise<never>((_, reject) =>
    limit.addEventListener("abort", () => reject(limit.reason), { once: true }),
  );
  return Promise.race([answer, late]);
}
