import { type Client, type ClientOptions, openClient } from "../../client";
import { conceal } from "../../core/conceal";
import { messageOf, PartialFailure, reasonOf } from "../../core/failure";
import type { Call, Clock } from "../../core/resource";
import { isUncertain } from "../../core/uncertain";
import { seconds, systemClock } from "../../core/wait";
import { Foresight } from "../../foresight";
import type { Settings } from "../../settings";
import type { Path } from "../secrets";
import { type EngineLog, openEngineLog, type Tone } from "./engineLog";
import { Failed } from "./failures";

/** Longest wait for one resource when the program sets no `customTimeouts`: App Runner's own longest deployments end before. */
const DEFAULT_TIMEOUT_MS = 40 * 60_000;

/** After its timeout a call has this long to say where it stopped; then it is ended. */
const GRACE_MS = 15_000;

/** What a test may give in the place of the real one. */
export interface SessionOptions {
  open?: (options: ClientOptions) => Promise<Client>;
  clock?: Clock;
}

/** One piece of work for one resource. */
export interface Job {
  urn: string;
  /** Seconds, as the engine gives them; 0 when the program says nothing. */
  timeout: number;
  /** Values that no message may repeat, and where they stand in what the engine gets. */
  secretValues: readonly unknown[];
  secretPaths: readonly Path[];
  /** Aborted when the engine gives the request up. */
  signal: AbortSignal;
  /** Its failure may leave something behind that nobody knows of. */
  makes?: boolean;
}

/** One provider of a program, from the engine's first request to its last: settings, client, log and cancellation. */
export class Session {
  private settings: Settings | undefined;
  private looking: Foresight | undefined;
  private client: Promise<Client> | undefined;
  private engine: EngineLog | undefined;
  private readonly cancelled = new AbortController();
  private readonly openTarget: (options: ClientOptions) => Promise<Client>;
  private readonly clock: Clock;

  constructor({ open = openClient, clock = systemClock }: SessionOptions = {}) {
    this.openTarget = open;
    this.clock = clock;
  }

  /** Where messages go from now on; the engine says it at the start, or when it is attached to a running plugin. */
  attach(engineAddress: string): void {
    this.engine?.close();
    this.engine = openEngineLog(engineAddress);
  }

  configure(settings: Settings): void {
    this.settings = settings;
    this.looking = undefined;
    this.client = undefined;
  }

  /** Throws when there are no settings: what was meant for the local target must not reach AWS. */
  options(): Settings {
    if (!this.settings) throw new Error("the provider has no configuration yet: Pulumi has to call Configure first");
    return this.settings;
  }

  log(message: string, urn: string, tone?: Tone): void {
    this.engine?.log(message, urn, tone);
  }

  /** What looks at the account for what would fail. It keeps what it read, so there is one for all resources. */
  get foresight(): Foresight {
    const log = (message: string): void => this.log(message, "");
    const around = { settings: this.options(), open: () => this.api(""), clock: this.clock, log };
    this.looking ??= new Foresight(around);
    return this.looking;
  }

  /** Ends all waits at once. What App Runner does meanwhile goes on, and the next run finds it. */
  cancel(): void {
    this.cancelled.abort(
      new Error("cancelled: what App Runner has begun goes on by itself, and the next run finds it"),
    );
  }

  async close(): Promise<void> {
    this.cancel();
    this.engine?.close();
    await this.client?.then((client) => client.close()).catch(() => undefined);
  }

  /** Runs work with an API, a limit of time and a log; whatever it throws comes out as `Failed`, without secrets. */
  async run<Value>(job: Job, work: (call: Call) => Promise<Value>): Promise<Value> {
    const timeoutMs = job.timeout > 0 ? job.timeout * 1000 : DEFAULT_TIMEOUT_MS;
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new Error(`took longer than its timeout of ${seconds(timeoutMs)}; what was begun goes on`)),
      timeoutMs + GRACE_MS,
    );
    const signal = AbortSignal.any([this.cancelled.signal, job.signal, late.signal]);
    const say = (message: string, ephemeral?: boolean): void =>
      this.log(conceal(message, job.secretValues), job.urn, ephemeral ? "ephemeral" : "info");
    try {
      const { target } = this.options();
      return await work({ api: await this.api(job.urn), target, signal, timeoutMs, clock: this.clock, log: say });
    } catch (error) {
      throw failed(error, signal, job);
    } finally {
      clearTimeout(timer);
    }
  }

  private async api(urn: string): Promise<Client> {
    this.client ??= this.openTarget({ ...this.options(), log: (message) => this.log(message, urn) });
    const client = this.client;
    return client.catch((error) => {
      if (this.client === client) this.client = undefined;
      throw error;
    });
  }
}

function failed(error: unknown, signal: AbortSignal, job: Job): Failed {
  const message = conceal(messageOf(reasonOf(error, signal)), job.secretValues);
  if (!(error instanceof PartialFailure)) return new Failed(message, job.makes && isUncertain(error));
  const { thingId: id, outputs: properties } = error;
  return new Failed(message, false, { id, properties, secrets: job.secretPaths });
}
