import type { BuildPlan } from "../model/buildPlan";

/**
 * CONTRACT. What the runtime asks of a machine: images and instances, in our own terms. Interchangeable implementations (docker,
 * process) pass one suite, `runtime/engine/engineSuite.test.ts`. Every method is idempotent, so that the reconciler may repeat it
 * after a crash. Everything made is labelled with the home id and found again by it.
 */
export interface Engine {
  readonly name: "docker" | "process";

  /** One line for people: what answers and its version. Throws EngineUnavailable with the cause and what to do. */
  describe(): Promise<string>;

  /** Builds a source version into an image. The same tag again returns the existing image without a build. */
  buildImage(request: BuildImageRequest): Promise<EngineImage>;

  /** Finds (pulling when it is not here and a registry answers) the image of an image repository. Throws ImageNotFound. */
  resolveImage(identifier: string, signal: AbortSignal): Promise<EngineImage>;

  /** The image that an image repository's name stands for on this machine now; undefined when it is not here. Asks no registry. */
  findImage(identifier: string): Promise<EngineImage | undefined>;

  /**
   * Asks the registry that an image came from whether its name stands for another one by now, and pulls that. Answers whether it did; false
   * for an image that is of this machine alone or not here. Throws ImageNotFound when the registry refuses or is not reached.
   */
  updateImage(identifier: string, signal: AbortSignal): Promise<boolean>;

  /** Calls `onChange` whenever a name may stand for another image than before, until `signal` aborts. Throws EngineUnavailable when it can no longer tell. */
  watchImages(onChange: () => void, signal: AbortSignal): Promise<void>;

  /** Removes an image by reference; images not built by this home lose nothing. Gone already is success. */
  removeImage(reference: string): Promise<void>;

  /** References of all images that this home built. */
  listImages(): Promise<string[]>;

  /** Starts an instance; one with the same id is returned as it is. */
  startInstance(spec: InstanceSpec): Promise<EngineInstance>;

  /** SIGTERM, `graceSeconds`, SIGKILL, then removes it. Gone already is success. */
  stopInstance(id: string, graceSeconds: number): Promise<void>;

  inspectInstance(id: string): Promise<EngineInstance | undefined>;

  /** All instances of this home, running or exited. */
  listInstances(): Promise<EngineInstance[]>;

  /**
   * Calls `onLine` for each line of stdout and stderr from `since` on (inclusive; may repeat the line at `since`) until the
   * instance ends or `signal` aborts. Lines longer than 64 KiB come in pieces; bytes that are not UTF-8 become U+FFFD.
   */
  followLogs(id: string, since: Date | undefined, onLine: (line: LogLine) => void, signal: AbortSignal): Promise<void>;

  /** Removes every instance, image and network of this home. */
  reset(): Promise<void>;

  close(): Promise<void>;
}

export interface BuildImageRequest {
  /** Name and tag the image gets, chosen by the caller from service and commit, e.g. `apprunner/<service id>:<commit>`. */
  reference: string;
  plan: BuildPlan;
  /** A checked-out copy of the source directory; the engine does not change it. */
  sourceDirectory: string;
  /** Output of the build, a line at a time. */
  onLine: (line: string) => void;
  signal: AbortSignal;
}

export interface EngineImage {
  /** What `startInstance` takes. */
  reference: string;
  /** Content digest or id, recorded per version. */
  digest: string;
}

export interface InstanceSpec {
  /** Unique and stable: `<service id>-<version id>-<n>` shortened as the engine needs. */
  id: string;
  serviceArn: string;
  versionId: string;
  image: string;
  /** Shell command; undefined runs the image's own. */
  command: string | undefined;
  port: number;
  /** Variables that carry the port, set by the engine to the port the app must listen on; ["PORT"] when left out. */
  portVariables?: readonly string[];
  /** Complete environment, PORT and resolved secrets included. Never logged. */
  environment: Readonly<Record<string, string>>;
  /** vCPU units, 1024 = 1 vCPU. */
  cpu: number;
  /** MiB. */
  memory: number;
}

export interface EngineInstance {
  id: string;
  serviceArn: string;
  versionId: string;
  state: "running" | "exited";
  /** `127.0.0.1:<port>` where it can be reached; undefined once exited. */
  address: string | undefined;
  exitCode: number | undefined;
  /** Set when the kernel ended it for its memory limit. */
  outOfMemory: boolean;
  /** What its image is made for (`arm64`), of an instance whose program could not be run on this machine, which is another. */
  otherArchitecture?: string;
  startedAt: Date | undefined;
}

export interface LogLine {
  at: Date;
  stream: "stdout" | "stderr";
  text: string;
}
