import { registryOf } from "./engine/docker/registryLogin";
import type { Engine } from "./engine/engine";
import type { FoundImage } from "./local/operation";

/** What a deployment would find of an image repository's image: on this machine, else in which registry. */
export function createFindImage(engine: Engine): (identifier: string) => Promise<FoundImage> {
  return async (identifier) => ({
    digest: (await engine.findImage(identifier))?.digest,
    registry: registryOf(identifier),
    problem:
      engine.name === "process"
        ? "this local App Runner runs with the process engine, which has code sources only: start it with --engine docker"
        : undefined,
  });
}
