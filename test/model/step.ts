import type { OperationName } from "../../api/shapes";
import type { Answer, Model, Region } from "./model";

/** A call of the API that a sequence may hold: plain data, drawn by fast-check and printed when the two sides disagree. */
export interface Action {
  region: Region;
  /** What is done: a key of the table of steps. */
  does: string;
  [parameter: string]: unknown;
}

/** Exchanges handles and ARNs; a handle of nobody leads to an ARN of nobody. */
export interface Names {
  arn(handle: string, region: Region): string;
  handle(arn: string | undefined): string | undefined;
  /** One of all the resources of a kind that were ever made, or one that nobody has. */
  pick(kind: string, index: number): string;
}

/** One call, and how its answer is compared. */
export interface Call {
  operation: OperationName;
  input: Record<string, unknown>;
  /** Set for listings: the member with the rows, and the size of a page. The walk over all pages is compared. */
  pages?: { member: string; size: number };
  /** What the model foretells. */
  expected: Answer;
  /** ARN of what the call made. */
  made?(output: never): string | undefined;
  /** What of the answer the model foretells: of the output, or of all rows of a listing. */
  project(output: never): unknown;
}

/** Makes the call of an action, carrying it out on the model at the same time. */
export type Step = (action: never, model: Model, names: Names) => Call;
