import { fileURLToPath } from "node:url";
import { KeyedQueue, type Outcome } from "../reconciler/queue";
import type { ServiceRow } from "../state/services";
import type { AutomaticContext } from "./context";
import { lookAt, servicesOf } from "./look";
import { RefsWatcher } from "./refsWatcher";
import { type Watch, watchOf } from "./watch";

/** Sources asked side by side. */
const CONCURRENCY = 4;

/** After a failure that has no meaning for users. */
const RETRY = { firstRetryMs: 1_000, maxRetryMs: 300_000 };

/** Until the engine is asked again to tell of new images. */
const RECONNECT_MS = 5_000;

/** Starts deployments of services with AutoDeploymentsEnabled when their source has moved. */
export interface AutomaticDeployments {
  /** Looks at every source, for what came while nobody watched, and watches from then on. */
  start(): void;
  /** An operation of a service has ended: what is watched may be different, and what came meanwhile is looked for. */
  settled(serviceArn: string): void;
  /** Somebody says that a service's source has moved; false when it is not deployed automatically. */
  push(serviceArn: string): boolean;
  close(): Promise<void>;
}

export function createAutomaticDeployments(context: AutomaticContext): AutomaticDeployments {
  return new Watches(context);
}

class Watches implements AutomaticDeployments {
  private readonly watched = new Map<string, { watch: Watch; refs: RefsWatcher | undefined }>();
  /** When the registry of an image was asked last. */
  private readonly asked = new Map<string, number>();
  /** The last thing that was wrong with a source, said once. */
  private readonly problems = new Map<string, string>();
  private readonly stopping = new AbortController();
  private imageEvents: Promise<void> = Promise.resolve();
  private readonly queue: KeyedQueue;

  constructor(private readonly context: AutomaticContext) {
    this.queue = new KeyedQueue({
      concurrency: CONCURRENCY,
      ...RETRY,
      work: (key, signal) => this.look(key, signal),
      onError: (key, error) => context.report(`${key}: ${(error as Error).stack ?? error}`),
    });
  }

  start(): void {
    this.sync();
    this.imageEvents = this.followImages(this.stopping.signal);
  }

  settled(serviceArn: string): void {
    this.sync();
    const service = this.context.state.services.find(serviceArn);
    const watch = service && watchOf(service);
    if (watch) this.queue.add(watch.key);
  }

  push(serviceArn: string): boolean {
    const service = this.context.state.services.find(serviceArn);
    const watch = service && watchOf(service);
    if (!watch) return false;
    this.asked.delete(watch.key);
    this.queue.add(watch.key);
    return true;
  }

  async close(): Promise<void> {
    this.stopping.abort();
    for (const { refs } of this.watched.values()) refs?.close();
    await this.queue.close();
    await this.imageEvents;
  }

  /** Watches what live services want watched, once each, and nothing else. */
  private sync(): void {
    if (this.stopping.signal.aborted) return;
    const wanted = new Map<string, Watch>();
    for (const service of this.context.state.services.listAllLive()) {
      const watch = watchOf(service);
      if (watch) wanted.set(watch.key, watch);
    }
    for (const [key, { refs }] of this.watched) {
      if (wanted.has(key)) continue;
      refs?.close();
      for (const memory of [this.watched, this.asked, this.problems]) memory.delete(key);
    }
    for (const [key, watch] of wanted) {
      if (this.watched.has(key)) continue;
      this.watched.set(key, { watch, refs: this.watchRefs(watch) });
      this.queue.add(key);
    }
  }

  private watchRefs(watch: Watch): RefsWatcher | undefined {
    if (watch.kind !== "repository" || !watch.repositoryUrl.startsWith("file:")) return undefined;
    try {
      return new RefsWatcher(fileURLToPath(watch.repositoryUrl), () => this.queue.add(watch.key));
    } catch (error) {
      this.context.report(`${watch.key}: ${(error as Error).message}`);
      return undefined;
    }
  }

  /** One look at a source for all of its services; the next comes after the poll's pause, if nothing calls for it before. */
  private async look(key: string, signal: AbortSignal): Promise<Outcome> {
    const watched = this.watched.get(key);
    if (!watched) return { done: true };
    const services = servicesOf(this.context, key);
    // Nobody is asked for services that could not be deployed; the end of what holds them calls again.
    if (services.length === 0) return { done: true };
    watched.refs?.refresh();
    const headOf = this.createHeadOf(watched.watch, signal);
    let problem: string | undefined;
    if (watched.watch.kind === "image") problem = await this.askRegistry(watched.watch, signal);
    for (const service of services) {
      try {
        await lookAt(this.context, service, headOf, signal);
      } catch (error) {
        signal.throwIfAborted();
        problem = (error as Error).message;
      }
    }
    this.tellProblem(key, services, problem);
    return { againInMs: this.context.pollMs };
  }

  /** One question for each branch, however many services it has. */
  private createHeadOf(watch: Watch, signal: AbortSignal): (service: ServiceRow) => Promise<string | undefined> {
    const { repositories, images } = this.context;
    const found = new Map<string, Promise<string | undefined>>();
    return ({ configuration: { SourceConfiguration: source } }) => {
      const name = source.CodeRepository?.SourceCodeVersion?.Value ?? "";
      const known = found.get(name);
      if (known) return known;
      const asked =
        watch.kind === "repository"
          ? repositories.resolveCommit(source, signal)
          : images.findImage(watch.identifier).then((image) => image?.reference);
      found.set(name, asked);
      return asked;
    };
  }

  /** Answers what is wrong; a registry is asked less often than the image is looked at. The engine's own events tell of the image that is pulled. */
  private async askRegistry(
    { key, identifier }: Watch & { kind: "image" },
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const now = this.context.now().getTime();
    if (now - (this.asked.get(key) ?? Number.NEGATIVE_INFINITY) < this.context.pollMs) return this.problems.get(key);
    this.asked.set(key, now);
    try {
      await this.context.images.updateImage(identifier, signal);
      return undefined;
    } catch (error) {
      signal.throwIfAborted();
      return (error as Error).message;
    }
  }

  private tellProblem(key: string, services: readonly ServiceRow[], problem: string | undefined): void {
    if (this.problems.get(key) === problem) return;
    if (problem === undefined) return void this.problems.delete(key);
    this.problems.set(key, problem);
    for (const service of services) this.context.event(service, `No new version can be looked for. ${problem}`);
  }

  private async followImages(signal: AbortSignal): Promise<void> {
    let told = false;
    while (!signal.aborted) {
      this.addImages();
      try {
        await this.context.images.watchImages(() => this.addImages(), signal);
      } catch (error) {
        if (!signal.aborted && !told) this.context.report(`new images: ${(error as Error).message}`);
        told = true;
        await this.context.sleep(RECONNECT_MS, signal).catch(() => undefined);
      }
    }
  }

  private addImages(): void {
    for (const [key, { watch }] of this.watched) if (watch.kind === "image") this.queue.add(key);
  }
}
