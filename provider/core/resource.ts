import type { z } from "zod";
import type { OperationName } from "../../api/shapes";
import type { Foresee } from "./account";
import type { Api } from "./api";
import type { Effect } from "./property";

/** Plain data: what inputs and outputs are made of. */
export type Properties = Record<string, unknown>;

/** Where the resources of a program live; a few checks depend on it. */
export type Target = "aws" | "local";

/** One thing that is wrong with the inputs. `path` names the property: `healthCheckConfiguration.interval`. */
export interface Problem {
  path: string;
  message: string;
}

/** One difference between what is and what is wanted. */
export interface Change {
  path: string;
  kind: "add" | "delete" | "update";
  effect: Effect;
  /** For a replacement: the reason, and what it costs. */
  why?: string;
  /** App Runner cannot do it to the thing that is there: why, and what to do. An update is refused before anything is sent. */
  refused?: string;
  /** False when the wanted value is not known yet: the change may turn out to be none. */
  certain: boolean;
}

export interface Difference {
  changes: Change[];
  /** The old one must be gone before the new one can be made: both would have the same name. */
  deleteBeforeReplace: boolean;
}

/** What a lifecycle function may use while it works. */
export interface Call {
  api: Api;
  target: Target;
  /** Aborted when the user cancels; work stops at once and reports what there is so far. */
  signal: AbortSignal;
  /** How long the whole call may take. */
  timeoutMs: number;
  /** When it began and so when it ends, by the clock: said at its beginning by `operate`. */
  until?: number;
  clock: Clock;
  /** Tells the user of progress. An ephemeral message is worth seeing only while it is true. */
  log(message: string, ephemeral?: boolean): void;
}

/** Time as a value, so that nothing in a test waits for the wall clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `milliseconds`, rejects when the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export interface Created {
  id: string;
  outputs: Properties;
}

/** What is live: `outputs` all of it, `inputs` in the words of a program. */
export interface Live extends Created {
  inputs: Properties;
}

/**
 * A kind of resource, said once: the types, docs, schema.json, check, diff and the mutability table come from here.
 * `inputs` and `outputs` are blocks of provider/core/property.ts; `outputs` lists only what the inputs do not. The kind's doc is that of
 * its inputs.
 */
export interface Definition {
  /** `Service`; its Pulumi type is `apprunner:index:Service`. */
  kind: string;
  /** Doc of the id: its form, which is also what an import takes. */
  id: string;
  inputs: z.ZodObject;
  outputs: z.ZodObject;
  /** The input that names the thing and is made up when left out. */
  nameProperty?: string;
  /** Inputs that only one thing at a time can have: a replacement that keeps them all deletes first. */
  identity: readonly string[];
  /** The API's operations that change something for it, followers of a change included: its permissions and errors. */
  writes: readonly OperationName[];
  /** What the program leaves to others: `wanted` with those values as they are live. */
  leave?(live: Properties, wanted: Properties): Properties;
  /** For a kind that runs: whether a change in place of the inputs at `paths` deploys. `outputs` are the last ones. */
  deploys?(paths: readonly string[], outputs: Properties): boolean;
  /** True for the last outputs of a thing that could not be made, or moved, as it should be: an update does it again. */
  needsRepair?(outputs: Properties): boolean;
  /** What types cannot say: wrong combinations. Sees inputs that may hold unknown values (provider/core/unknown.ts). */
  rules(inputs: Properties, target: Target): Problem[];
}

/**
 * What happens to the real thing. Inputs are checked and known; outputs hold every input as foldLive (provider/core/fold.ts) says it. A function that fails after the thing exists throws `PartialFailure`
 * (provider/core/failure.ts) with what is live.
 */
export interface Lifecycle {
  create(inputs: Properties, call: Call): Promise<Created>;
  /** What is live, or undefined when it is gone. `outputs` are the last known ones, empty for an import. */
  read(id: string, outputs: Properties, call: Call): Promise<Created | undefined>;
  /** Makes the live thing what `news` says and answers all its outputs. */
  update(id: string, olds: Properties, news: Properties, call: Call): Promise<Properties>;
  /** Ends when the thing is gone; a thing that is not there is gone. */
  delete(id: string, outputs: Properties, call: Call): Promise<void>;
}

export interface Resource {
  definition: Definition;
  lifecycle: Lifecycle;
  /** What a look at the account tells before anything is touched. */
  foresee?: Foresee;
}
