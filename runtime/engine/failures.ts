/** The engine itself cannot be used: no daemon, no permission, no interpreter. `message` says the cause and what to do. */
export class EngineUnavailable extends Error {
  override readonly name = "EngineUnavailable";
}

/** The image of an image repository is neither here nor to be pulled. */
export class ImageNotFound extends Error {
  override readonly name = "ImageNotFound";
}

/** A build ended without an image. `lastLines` are the build's own last output. */
export class BuildFailed extends Error {
  override readonly name = "BuildFailed";
  constructor(
    message: string,
    readonly lastLines: readonly string[],
  ) {
    super(message);
  }
}

/** An instance could not be started at all (as opposed to started and exited). */
export class InstanceNotStarted extends Error {
  override readonly name = "InstanceNotStarted";
}
