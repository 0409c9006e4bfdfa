import type { ImageInspectInfo } from "dockerode";
import type { EngineImage } from "../engine";
import { EngineUnavailable, ImageNotFound } from "../failures";
import { ask, type Daemon, orGone, refusalStatus, refusalText } from "./daemon";
import { HOME_LABEL, labelFilter } from "./labels";
import { registryOf } from "./registryLogin";

/** Longest pull of an image. */
const PULL_TIMEOUT_MS = 15 * 60_000;

/** An image that this home built; undefined when there is none of that name, or it is not ours. */
export async function findBuiltImage(
  daemon: Daemon,
  homeId: string,
  reference: string,
): Promise<EngineImage | undefined> {
  const image = await inspect(daemon, reference);
  return image?.Config.Labels?.[HOME_LABEL] === homeId ? { reference, digest: image.Id } : undefined;
}

/**
 * The image of an image repository, by name, tag or digest: from the daemon, else pulled. The answer's reference is the image's id,
 * so that a version keeps its image when the tag moves. Throws ImageNotFound.
 */
export async function resolveImage(daemon: Daemon, identifier: string, signal: AbortSignal): Promise<EngineImage> {
  return describe((await inspect(daemon, identifier)) ?? (await pullImage(daemon, identifier, signal)));
}

/** `resolveImage` without a pull. */
export async function findImage(daemon: Daemon, identifier: string): Promise<EngineImage | undefined> {
  const found = await inspect(daemon, identifier);
  return found && describe(found);
}

function describe({ Id, RepoDigests }: ImageInspectInfo): EngineImage {
  const digest = RepoDigests?.find((repoDigest) => repoDigest.includes("@"))?.split("@")[1];
  return { reference: Id, digest: digest ?? Id };
}

/** True when the image is on the daemon, after a pull if need be; otherwise why not. */
export async function ensureImage(daemon: Daemon, identifier: string, signal: AbortSignal): Promise<true | string> {
  try {
    await resolveImage(daemon, identifier, signal);
    return true;
  } catch (error) {
    if (error instanceof ImageNotFound) return error.message;
    throw error;
  }
}

/** Removes an image by reference when this home built it. In use or gone already is success. */
export async function removeBuiltImage(daemon: Daemon, homeId: string, reference: string): Promise<void> {
  if (!(await findBuiltImage(daemon, homeId, reference))) return;
  try {
    await ask(daemon, (docker) => orGone(docker.getImage(reference).remove()));
  } catch (error) {
    if (refusalStatus(error) !== 409) throw error;
    throw new Error(`Image ${reference} cannot be removed: ${refusalText(error)}`);
  }
}

/** References of all images that this home built. */
export async function listBuiltImages(daemon: Daemon, homeId: string): Promise<string[]> {
  const images = await ask(daemon, (docker) =>
    docker.listImages({ filters: { ...labelFilter(homeId), dangling: ["false"] } }),
  );
  return images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((tag) => tag !== "<none>:<none>");
}

/** Removes all images of a home with the layers that its builds, failed ones too, left. */
export async function removeBuiltImages(daemon: Daemon, homeId: string): Promise<void> {
  // A layer goes only after those built on it: repeat while it helps.
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    const images = await ask(daemon, (docker) => docker.listImages({ all: true, filters: labelFilter(homeId) }));
    if (images.length === 0) return;
    if (images.length >= before)
      throw new Error(`${images.length} images of home ${homeId} cannot be removed: something else uses them.`);
    before = images.length;
    for (const { Id } of images)
      await ask(daemon, (docker) => removeIfLast(docker.getImage(Id).remove({ force: true })));
  }
}

async function removeIfLast(removal: Promise<unknown>): Promise<void> {
  try {
    await orGone(removal);
  } catch (error) {
    if (refusalStatus(error) !== 409) throw error;
  }
}

export function inspect(daemon: Daemon, reference: string) {
  return ask(daemon, (docker) => orGone(docker.getImage(reference).inspect()));
}

/** Pulls an image, also over one of that name that is here. Throws ImageNotFound. */
export async function pullImage(daemon: Daemon, identifier: string, signal: AbortSignal): Promise<ImageInspectInfo> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(PULL_TIMEOUT_MS)]);
  const authconfig = await daemon.findLogin(identifier, limited);
  try {
    await ask(daemon, async (docker) => {
      const progress = await docker.pull(withTag(identifier), { abortSignal: limited, authconfig });
      await new Promise<void>((resolve, reject) =>
        docker.modem.followProgress(progress, (error: Error | null) => (error ? reject(error) : resolve())),
      );
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineUnavailable) throw error;
    const why = shortCause(error, identifier);
    throw new ImageNotFound(`Image ${identifier} is not on this machine and cannot be pulled: ${why}`);
  }
  const image = await inspect(daemon, identifier);
  if (!image) throw new ImageNotFound(`Image ${identifier} was pulled, but the daemon does not show it.`);
  return image;
}

/** Without a tag the API pulls every tag there is. */
function withTag(identifier: string): string {
  const last = identifier.slice(identifier.lastIndexOf("/") + 1);
  return last.includes(":") || last.includes("@") ? identifier : `${identifier}:latest`;
}

export function shortCause(error: unknown, identifier: string): string {
  const text = refusalText(error);
  if (/no basic auth|unauthorized|authentication required|denied|incorrect username or password/i.test(text)) {
    const registry = registryOf(identifier);
    const name = registry === "docker.io" ? "" : ` ${registry}`;
    return `the registry refuses access (${text}). Log in as somebody who may pull it: docker login${name}`;
  }
  if (/manifest unknown|not found/i.test(text)) return `the registry does not have it (${text}).`;
  if (/dial tcp|lookup|timeout|no such host|connection refused|i\/o|certificate|EOF/i.test(text)) {
    return `its registry is not reached from this machine (${text}).`;
  }
  return text;
}
