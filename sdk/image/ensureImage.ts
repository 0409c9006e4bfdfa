import Docker from "dockerode";
import type { ImageBuild } from "../configFile/imageBuild";

/** An image could not be built; the message ends with what the build said last. */
export class ImageBuildFailed extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ImageBuildFailed";
  }
}

/** What a builder sends, line by line. */
interface BuildEvent {
  stream?: string;
  error?: string;
}

const LAST_LINES = 15;

/**
 * Builds an image from its Dockerfile with the Docker (or Podman) of this machine, unless an image of that name is there: its tag is a
 * hash of the files, so it is the right one. `onLine` gets what the build says. Throws ImageBuildFailed.
 */
export async function ensureImage(build: ImageBuild, onLine: (line: string) => void): Promise<"built" | "there"> {
  const docker = new Docker();
  if (await isThere(docker, build)) return "there";
  const { image, context, files, dockerfile, target, arguments: buildargs } = build;
  const said: string[] = [];
  const stream = await docker
    .buildImage(
      { context, src: files },
      { t: image, dockerfile, ...(target && { target }), ...(buildargs && { buildargs }) },
    )
    .catch((error: Error) => {
      throw failed(build, error.message, error);
    });
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(
      stream,
      (error) =>
        error ? reject(failed(build, [...said.slice(-LAST_LINES), error.message].join("\n"), error)) : resolve(),
      ({ stream: text }: BuildEvent) => {
        for (const line of (text ?? "").split("\n").filter((one) => one.trim() !== "")) {
          said.push(line);
          onLine(line);
        }
      },
    );
  });
  if (!(await isThere(docker, build))) throw failed(build, said.slice(-LAST_LINES).join("\n"));
  return "built";
}

async function isThere(docker: Docker, build: ImageBuild): Promise<boolean> {
  try {
    await docker.getImage(build.image).inspect();
    return true;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return false;
    throw failed(
      build,
      `No Docker answers (${(error as Error).message}). Start it, or set DOCKER_HOST to its address.`,
      error as Error,
    );
  }
}

function failed({ service, dockerfile }: ImageBuild, why: string, cause?: Error): ImageBuildFailed {
  return new ImageBuildFailed(`The image of service ${service} could not be built from ${dockerfile}:\n${why}`, {
    cause,
  });
}
