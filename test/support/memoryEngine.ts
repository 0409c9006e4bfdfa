import { createHash } from "node:crypto";
import type {
  BuildImageRequest,
  Engine,
  EngineImage,
  EngineInstance,
  InstanceSpec,
  LogLine,
} from "../../runtime/engine/engine";
import { BuildFailed, ImageNotFound } from "../../runtime/engine/failures";

/** What an instance of the memory engine does, told by its start command. */
const EXITS = /^exit (\d+)$/;

interface MemoryInstance extends EngineInstance {
  lines: LogLine[];
}

/**
 * An engine without a machine, for tests of what the reconciler decides: images and instances are rows in memory. A build whose
 * commands hold `false` fails; an instance whose command is `exit N` exits at once; image names starting with `missing` are not
 * found. Addresses lead nowhere: tests bring their own probe.
 */
export class MemoryEngine implements Engine {
  readonly name = "process";
  readonly images = new Map<string, string>();
  readonly instances = new Map<string, MemoryInstance>();
  builds = 0;
  private nextPort = 20_000;

  async describe(): Promise<string> {
    return "memory engine";
  }

  async buildImage({ reference, plan, onLine }: BuildImageRequest): Promise<EngineImage> {
    const known = this.images.get(reference);
    if (known) return { reference, digest: known };
    this.builds++;
    for (const command of plan.commands.build) {
      onLine(`+ ${command}`);
      if (command === "false") throw new BuildFailed("The command `false` failed with exit code 1.", [`+ ${command}`]);
    }
    return this.keepImage(reference);
  }

  async resolveImage(identifier: string): Promise<EngineImage> {
    if (identifier.startsWith("missing")) throw new ImageNotFound(`Image ${identifier} is not on this machine.`);
    return { reference: identifier, digest: digestOf(identifier) };
  }

  async findImage(identifier: string): Promise<EngineImage | undefined> {
    return this.resolveImage(identifier).catch(() => undefined);
  }

  async updateImage(): Promise<boolean> {
    return false;
  }

  watchImages(_: () => void, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  }

  async removeImage(reference: string): Promise<void> {
    this.images.delete(reference);
  }

  async listImages(): Promise<string[]> {
    return [...this.images.keys()];
  }

  async startInstance(spec: InstanceSpec): Promise<EngineInstance> {
    const known = this.instances.get(spec.id);
    if (known) return { ...known };
    const exit = EXITS.exec(spec.command ?? "");
    const instance: MemoryInstance = {
      id: spec.id,
      serviceArn: spec.serviceArn,
      versionId: spec.versionId,
      state: exit ? "exited" : "running",
      address: exit ? undefined : `127.0.0.1:${this.nextPort++}`,
      exitCode: exit ? Number(exit[1]) : undefined,
      outOfMemory: false,
      startedAt: new Date(0),
      lines: [{ at: new Date(0), stream: "stdout", text: `${spec.id} runs ${spec.command}` }],
    };
    this.instances.set(spec.id, instance);
    return { ...instance };
  }

  async stopInstance(id: string): Promise<void> {
    this.instances.delete(id);
  }

  async inspectInstance(id: string): Promise<EngineInstance | undefined> {
    const instance = this.instances.get(id);
    return instance && { ...instance };
  }

  async listInstances(): Promise<EngineInstance[]> {
    return [...this.instances.values()].map((instance) => ({ ...instance }));
  }

  async followLogs(id: string, _since: Date | undefined, onLine: (line: LogLine) => void): Promise<void> {
    for (const line of this.instances.get(id)?.lines ?? []) onLine(line);
  }

  async reset(): Promise<void> {
    this.images.clear();
    this.instances.clear();
  }

  async close(): Promise<void> {}

  /** Ends an instance from outside, as a crash would. */
  crash(id: string, exitCode: number): void {
    const instance = this.instances.get(id);
    if (instance) Object.assign(instance, { state: "exited", address: undefined, exitCode });
  }

  private keepImage(reference: string): EngineImage {
    const digest = digestOf(reference);
    this.images.set(reference, digest);
    return { reference, digest };
  }
}

function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
