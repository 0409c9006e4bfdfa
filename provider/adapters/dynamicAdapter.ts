import { type Client, type ClientOptions, openClient } from "../client";
import { type Finding, refusals } from "../core/account";
import { conceal } from "../core/conceal";
import { withDefaultTags } from "../core/defaultTags";
import { replaces } from "../core/diff";
import { effectOf } from "../core/effectOf";
import { messageOf, PartialFailure, reasonOf } from "../core/failure";
import { AUTO_NAME } from "../core/name";
import { type Operated, REPAIRED } from "../core/operate";
import type { Call, Difference, Properties } from "../core/resource";
import { isUnknown } from "../core/unknown";
import { systemClock } from "../core/wait";
import { Foresight } from "../foresight";
import { readSettings, type Settings } from "../settings";
import { nowAndThen } from "./nowAndThen";
import { processStop, type Stop } from "./processStop";
import { isOnlyRead, secretValues, toldSecrets } from "./secrets";
import { holdsStrangers, SET_OUTSIDE, withoutStrangers, withStrangers } from "./strangers";

/** The stack's configuration as Pulumi gives it to a dynamic provider. */
export interface DynamicConfig {
  get(key: string): string | undefined;
}

/** Longest wait for one thing: App Runner's own longest deployments, from a build out of source, end before. */
const TIMEOUT_MS = 40 * 60_000;

/** Opens a client; tests give their own. */
export type Opener = (options: ClientOptions) => Promise<Client>;

/** Serves one kind of resource to Pulumi's dynamic provider process. Answers are plain JSON. */
export class DynamicAdapter {
  /** Without settings nothing is done: what was meant for the local target must not reach AWS. */
  private ready: Promise<Settings> = refused("Pulumi gave no configuration: @pulumi/pulumi must be 3.139 or newer");
  private client: Promise<Client> | undefined;
  private foresight: Foresight | undefined;

  constructor(
    private readonly operated: Operated,
    private readonly open: Opener = openClient,
    private readonly stop: () => Stop = processStop,
  ) {}

  /** Assigns `ready` before it returns anything: Pulumi does not wait. A wrong setting is told by the methods, where it is seen. */
  configure(request: { config: DynamicConfig }): void {
    this.client = undefined;
    this.foresight = undefined;
    this.ready = (async () => readSettings((key) => request.config.get(key)))();
    this.ready.catch(() => undefined);
  }

  async check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: DynamicFailure[] }> {
    let problems: { path: string; message: string }[];
    let inputs = news;
    try {
      const settings = await this.ready;
      inputs = withDefaultTags(this.operated.definition, news, settings.defaultTags);
      problems = this.operated.check(inputs, settings.target);
      if (problems.length === 0) problems = await this.foreseen(settings, olds, inputs);
    } catch (error) {
      return { inputs: news, failures: [{ property: "", reason: messageOf(error) }] };
    }
    const secrets = secretValues(toldSecrets(news));
    const failures = problems.map(({ path, message }) => ({
      property: "",
      reason: conceal(path ? `${path}: ${message}` : message, secrets),
    }));
    return { inputs: clean(inputs), failures };
  }

  /** What the account makes impossible fails the check; what may pass by itself is only said. */
  private async foreseen(settings: Settings, olds: Properties, news: Properties): Promise<Finding[]> {
    const { definition, foresee } = this.operated;
    const findings = await this.foresightOf(settings).ofCheck(definition, foresee, olds, news);
    sayFindings(
      this.nameOf(news),
      findings.filter(({ severity }) => severity !== "error"),
      news,
    );
    return findings.filter(({ severity }) => severity === "error");
  }

  /** What a message calls a resource: Pulumi shows what a dynamic provider prints with no resource. */
  private nameOf(properties: Properties): string {
    const { kind, nameProperty, identity } = this.operated.definition;
    const names = [nameProperty, ...identity, AUTO_NAME].map((name) => properties[name ?? ""]);
    const name = names.find((value) => typeof value === "string" && !isUnknown(value));
    return name === undefined ? kind : `${kind} ${name}`;
  }

  private foresightOf(settings: Settings): Foresight {
    const open = () => this.opened(settings);
    this.foresight ??= new Foresight({ settings, open, clock: systemClock, log: say });
    return this.foresight;
  }

  /** Leaves `changes` out when there are some: the engine then compares the inputs itself and can show each property. A repair is of none. */
  async diff(id: string, olds: Properties, news: Properties): Promise<DynamicDiff> {
    const settings = await this.ready;
    const difference = this.operated.diff(olds, news);
    if (difference.changes.length === 0) return { changes: false };
    const keys = replaces(difference.changes);
    if (keys.length > 0) say(`${id} will be replaced: ${reasons(difference).join("; ")}`);
    const effect = effectOf(this.operated.definition, olds, difference);
    if (effect) say(`${this.nameOf(olds)}: ${effect}`);
    const findings = await this.foresightOf(settings).ofDiff(this.operated.foresee, id, olds, news, keys.length > 0);
    sayFindings(this.nameOf(olds), [...refusals(difference), ...findings], news);
    const repairs = difference.changes.every(({ path }) => path === REPAIRED);
    return { ...(repairs && { changes: true }), replaces: keys, deleteBeforeReplace: difference.deleteBeforeReplace };
  }

  create(inputs: Properties): Promise<{ id: string; outs: Properties }> {
    return this.run([inputs], async (call) => {
      if (holdsStrangers(inputs)) throw new Error(UNKNOWN_STRANGER);
      const { id, outputs } = await this.operated.create(inputs, call);
      return { id, outs: clean(outputs) };
    });
  }

  /** An empty id says that the thing is gone. */
  read(id: string, props: Properties): Promise<{ id: string; props: Properties; inputs?: Properties }> {
    return this.run([props], async (call) => {
      const live = await this.operated.read(id, props, call);
      if (!live) return { id: "", props: {} };
      // What is only read is marked as a secret whole (sdk/resource.ts), and its inputs nobody could mark.
      if (isOnlyRead(props)) return { id: live.id, props: clean(live.outputs) };
      const shown = (all: Properties) => clean(this.shown(all, props));
      return { id: live.id, props: shown(live.outputs), inputs: shown(live.inputs) };
    });
  }

  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }> {
    return this.run([news, olds], async (call) => {
      const outs = await this.operated.update(id, olds, await this.whole(id, news, call), call);
      return { outs: clean(this.shown(outs, news)) };
    });
  }

  delete(id: string, props: Properties): Promise<void> {
    return this.run([props], (call) => this.operated.delete(id, props, call));
  }

  private shown(live: Properties, ...known: readonly Properties[]): Properties {
    return withoutStrangers(this.operated.definition.inputs, live, known);
  }

  /** With `ignoreChanges` a program says what a refresh has read, and so also what was left out there. */
  private async whole(id: string, news: Properties, call: Call): Promise<Properties> {
    if (!holdsStrangers(news)) return news;
    const live = await this.operated.read(id, {}, call);
    return withStrangers(this.operated.definition.inputs, news, live?.inputs ?? {});
  }

  /**
   * Pulumi takes an error with an `id` as "made, but not what it should be", and keeps its `properties`. No message repeats a secret of
   * `known`, the inputs first.
   */
  private async run<Value>(known: readonly Properties[], work: (call: Call) => Promise<Value>): Promise<Value> {
    const secrets = secretValues(...known.map(toldSecrets));
    const { signal, during } = this.stop();
    try {
      return await during(async () => work(await this.call(signal, secrets)));
    } catch (error) {
      const failure = new Error(conceal(messageOf(reasonOf(error, signal)), secrets));
      if (!(error instanceof PartialFailure)) throw failure;
      const properties = clean({ ...this.shown(error.outputs, known[0]!), __provider: known[0]!.__provider });
      throw Object.assign(failure, { id: error.thingId, properties, reasons: [failure.message] });
    }
  }

  private async call(signal: AbortSignal, secrets: readonly unknown[]): Promise<Call> {
    const settings = await this.ready;
    return {
      api: await this.opened(settings),
      target: settings.target,
      signal,
      timeoutMs: TIMEOUT_MS,
      clock: systemClock,
      log: nowAndThen(systemClock, (message) => say(conceal(message, secrets))),
    };
  }

  private opened(settings: Settings): Promise<Client> {
    this.client ??= this.open({ ...settings, log: say });
    const client = this.client;
    return client.catch((error) => {
      if (this.client === client) this.client = undefined;
      throw error;
    });
  }
}

const UNKNOWN_STRANGER = `a value is ${JSON.stringify(SET_OUTSIDE)}: it was set elsewhere, and the state does not have it. Say it in the program`;

/** A rejection that waits for somebody to ask. */
function refused(message: string): Promise<never> {
  const rejection = Promise.reject(new Error(message));
  rejection.catch(() => undefined);
  return rejection;
}

export interface DynamicFailure {
  property: string;
  reason: string;
}

export interface DynamicDiff {
  changes?: boolean;
  replaces?: string[];
  deleteBeforeReplace?: boolean;
}

function reasons({ changes }: Difference): string[] {
  return [...new Set(changes.flatMap(({ why, certain }) => (why && certain ? [why] : [])))];
}

/** Without `undefined`, which Pulumi's marshaller cannot write. */
function clean(properties: Properties): Properties {
  return JSON.parse(JSON.stringify(properties)) as Properties;
}

/** Pulumi shows what a dynamic provider prints. */
function say(message: string): void {
  process.stdout.write(`${message}\n`);
}

/** Everything that does not stop the update; Pulumi's diff can be told of nothing else. */
function sayFindings(name: string, findings: readonly Finding[], news: Properties): void {
  const secrets = secretValues(toldSecrets(news));
  for (const { severity, path, message } of findings) {
    const text = `${severity === "note" ? "" : "warning: "}${name}: ${path ? `${path}: ` : ""}${message}`;
    say(conceal(text, secrets));
  }
}
