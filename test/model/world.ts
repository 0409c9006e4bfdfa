import { isDeepStrictEqual } from "node:util";
import { LOCAL_ACCOUNT } from "../../api/local";
import { type OperationName, operationFact } from "../../api/shapes";
import { checkInput } from "../../runtime/constraints/check";
import { ApiError } from "../../runtime/model/apiError";
import { PROVIDED_CONFIGURATION } from "../../runtime/model/autoScalingConfiguration";
import type { OperationContext } from "../../runtime/operations/context";
import { OPERATIONS } from "../../runtime/operations/operations";
import { DEFAULT_QUOTAS } from "../../runtime/operations/quotas";
import { ReconcilerWorld } from "../support/reconcilerWorld";
import { QUOTAS, type Region } from "./model";
import type { Call, Names } from "./step";

/** Where what is in force answers a call: an output, or the name of an error. */
type Outcome = { output: Record<string, unknown> } | { refused: string };

/** The kind of an ARN by the kind in a handle. */
const ARN_KINDS: Record<string, string> = {
  service: "service",
  scaling: "autoscalingconfiguration",
  observability: "observabilityconfiguration",
  connection: "connection",
  connector: "vpcconnector",
  ingress: "vpcingressconnection",
};

/** The index that leads to nobody; see `anIndex`. */
const NOBODY = 11;

/**
 * The runtime under test: the checks of the input, the operations and the real reconciler over an engine in memory. The reconciler is
 * woken by `settle` only, so that an operation stays in progress for as long as the sequence wants.
 */
export class ModelledWorld implements Names {
  private readonly reconciler = new ReconcilerWorld();
  private readonly arns = new Map<string, string>();
  private readonly handles = new Map<string, string>();
  private readonly context: Omit<OperationContext, "region"> = {
    state: this.reconciler.state,
    account: LOCAL_ACCOUNT,
    quotas: { ...DEFAULT_QUOTAS, ...QUOTAS },
    strict: false,
    serviceUrl: (label, region) => `${label}.${region}.awsapprunner.localhost:4780`,
    now: () => new Date(),
    enqueue: () => undefined,
  };

  async start(): Promise<void> {
    await this.reconciler.start((context) => ({
      ...context,
      limits: { ...context.limits, startDeadlineMs: 0 },
      // The watch over instances waits for ever: nothing but `settle` wakes the reconciler.
      sleep: (ms, signal) => (ms >= 1_000 ? untilAborted(signal) : context.sleep(0, signal)),
    }));
  }

  async close(): Promise<void> {
    await this.reconciler.close();
    this.reconciler.state.close();
  }

  arn(handle: string, region: Region): string {
    const [kind, number] = handle.split("#") as [string, string];
    const known = this.arns.get(handle);
    if (known) return known;
    const middle = kind === "connector" || kind === "scaling" || kind === "observability" ? "/1" : "";
    const [name, id] =
      number === "0" ? [PROVIDED_CONFIGURATION.name, PROVIDED_CONFIGURATION.id] : ["nobody", "f".repeat(32)];
    return `arn:aws:apprunner:${region}:${LOCAL_ACCOUNT}:${ARN_KINDS[kind]}/${name}${middle}/${id}`;
  }

  handle(arn: string | undefined): string | undefined {
    if (arn === undefined) return undefined;
    if (arn.endsWith(PROVIDED_CONFIGURATION.id)) {
      return arn.includes(":autoscalingconfiguration/") ? "scaling#0" : "observability#0";
    }
    return this.handles.get(arn) ?? arn;
  }

  pick(kind: string, index: number): string {
    const made = [...this.arns.keys()].filter((handle) => handle.startsWith(`${kind}#`));
    if (kind === "scaling" || kind === "observability") made.push(`${kind}#0`);
    // The newest first: small indexes lead to what a sequence has just made.
    return index === NOBODY || made.length === 0 ? `${kind}#nobody` : made.reverse()[index % made.length]!;
  }

  /** Carries a call out and says where its answer is not what the model foretold; undefined when both agree. */
  compare(region: Region, call: Call): string | undefined {
    const { expected } = call;
    const outcome = call.pages ? this.walk(region, call, call.pages) : this.call(region, call.operation, call.input);
    const found = "refused" in outcome ? outcome : this.projected(call, outcome.output);
    if (isDeepStrictEqual(found, withoutUndefined(expected))) return undefined;
    const sides = [`model: ${JSON.stringify(expected)}`, `runtime: ${JSON.stringify(found)}`];
    return [`${call.operation} in ${region} ${JSON.stringify(call.input)}`, ...sides].join("\n");
  }

  /** Lets the reconciler do all it can for a service, whose instances answer or do not. */
  async settle(handle: string, isHealthy: boolean): Promise<void> {
    const arn = this.arns.get(handle);
    if (!arn) return;
    const { state } = this.reconciler;
    const isSettled = () =>
      !state.operations.findRunning(arn) &&
      state.customDomains.listOfService(arn).every(({ status }) => status === "active");
    // A wake with nothing to do would go on in the background and carry out what the next call begins.
    if (isSettled()) return;
    this.reconciler.health = () => (isHealthy ? undefined : "refused");
    this.reconciler.wake(arn);
    await this.reconciler.until(isSettled);
  }

  /** Confirms a connection with its provider. */
  shakeHands(handle: string): void {
    const arn = this.arns.get(handle);
    if (arn) this.reconciler.state.connections.setStatus(arn, "AVAILABLE");
  }

  private projected(call: Call, output: Record<string, unknown>): unknown {
    const { expected } = call;
    const arn = call.made?.(output as never);
    if (arn && "answer" in expected) this.learn((expected.answer as { handle: string }).handle, arn);
    const shown = call.pages ? output[call.pages.member] : output;
    return withoutUndefined({ answer: call.project(shown as never) });
  }

  private learn(handle: string, arn: string): void {
    this.arns.set(handle, arn);
    this.handles.set(arn, handle);
  }

  private call(region: Region, operation: OperationName, input: object): Outcome {
    try {
      checkInput(operation, input, { strict: false });
      const run = OPERATIONS[operation] as (input: object, context: OperationContext) => object;
      return { output: run(input, { ...this.context, region }) as Record<string, unknown> };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!operationFact(operation).errors.includes(error.apiName)) {
        throw new Error(`${operation} answered ${error.apiName}, which it does not declare: ${error.message}`);
      }
      return { refused: error.apiName };
    }
  }

  private walk(region: Region, call: Call, { member, size }: NonNullable<Call["pages"]>): Outcome {
    const rows: unknown[] = [];
    let NextToken: unknown;
    do {
      const input = { ...call.input, MaxResults: size, ...(NextToken !== undefined && { NextToken }) };
      const outcome = this.call(region, call.operation, input);
      if ("refused" in outcome) return outcome;
      const page = outcome.output[member] as unknown[];
      if (page.length > size) throw new Error(`${call.operation} answered more than ${size} rows`);
      rows.push(...page);
      NextToken = outcome.output.NextToken;
    } while (NextToken !== undefined);
    return { output: { [member]: rows } };
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
