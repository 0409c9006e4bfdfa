import type { Readable } from "node:stream";
import { EngineUnavailable, ImageNotFound } from "../failures";
import { ask, type Daemon } from "./daemon";
import { inspect, pullImage, shortCause } from "./images";

/** What makes a name stand for another image. Source: Docker's API, "Monitor events", images. */
const MOVES = ["tag", "pull", "load", "import"];

/** Calls `onChange` at every move of an image's name, until `signal` aborts. Throws EngineUnavailable when the daemon ends the stream. */
export async function watchImages(daemon: Daemon, onChange: () => void, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const stream = await ask(
    daemon,
    (docker) =>
      docker.getEvents({ filters: { type: ["image"], event: MOVES }, abortSignal: signal }) as Promise<Readable>,
  );
  await new Promise<void>((resolve, reject) => {
    const end = (): void => {
      if (signal.aborted) resolve();
      else reject(new EngineUnavailable(`The daemon at ${daemon.address} tells of new images no more.`));
    };
    // Many moves come in pairs; what they are about is looked up anyway.
    stream.on("data", onChange).once("end", end).once("close", end).once("error", end);
  });
}

/** Pulls an image when its registry has another one under its name by now. Answers whether it did. Throws ImageNotFound. */
export async function updateImage(daemon: Daemon, identifier: string, signal: AbortSignal): Promise<boolean> {
  const here = await inspect(daemon, identifier);
  const repository = identifier.replace(/[:@][^/]*$/, "");
  const known = (here?.RepoDigests ?? []).filter((digest) => digest.startsWith(`${repository}@`));
  if (known.length === 0) return false;
  const newest = await registryDigest(daemon, identifier, signal);
  if (known.includes(`${repository}@${newest}`)) return false;
  await pullImage(daemon, identifier, signal);
  return true;
}

async function registryDigest(daemon: Daemon, identifier: string, signal: AbortSignal): Promise<string> {
  const authconfig = await daemon.findLogin(identifier, signal);
  try {
    const found = await ask(daemon, (docker) =>
      docker.getImage(identifier).distribution({ abortSignal: signal, authconfig }),
    );
    return (found as { Descriptor: { digest: string } }).Descriptor.digest;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineUnavailable) throw error;
    throw new ImageNotFound(
      `The registry of image ${identifier} does not say what it has: ${shortCause(error, identifier)}`,
    );
  }
}
