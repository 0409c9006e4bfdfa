import type { Patience } from "./patience";
import type { Call, Difference, Properties } from "./resource";

/** Something that a look at the account found before anything is touched. An error is certain to fail; a warning may pass by itself; a note is no problem. */
export interface Finding {
  path: string;
  message: string;
  severity: "error" | "warning" | "note";
}

/** Stands for the resource's own name in a finding's message; an adapter that knows the name puts it there. */
export const RESOURCE_NAME = "<name>";

/** One look, for the docs: what it finds, and the permissions that it takes on AWS. */
export interface Look {
  finds: string;
  asks: readonly string[];
}

/** What a kind foresees of a change. Inputs may hold values that are not known yet. Reads only. */
export interface Foresee {
  /** Everything that is looked at. */
  looks: readonly Look[];
  create?(inputs: Properties, account: Account): Promise<Finding[]>;
  /** `olds` are the last outputs. */
  update?(id: string, olds: Properties, news: Properties, account: Account): Promise<Finding[]>;
  /** What a replacement of the live thing costs others, and what keeps it from being removed. */
  replace?(id: string, olds: Properties, account: Account): Promise<Finding[]>;
}

/** Who is asked: each has its own time, and what does not answer keeps nothing else from the preview. */
export type Place =
  | "the account"
  | "IAM"
  | "Amazon ECR"
  | "ECR Public"
  | "Secrets Manager"
  | "Parameter Store"
  | "the local App Runner";

/** The account as it is for one moment: what many resources ask about is read once. */
export class Account {
  private readonly read = new Map<string, Promise<unknown>>();

  constructor(
    readonly call: Call,
    private readonly patience: Patience,
    /** Home of the local App Runner, where it is not the usual one: commands that a message names have to say it. */
    private readonly home?: string,
  ) {}

  /** ` --home <home>` for a command of the local App Runner's, or nothing. */
  get homeOption(): string {
    return this.home === undefined ? "" : ` --home '${this.home}'`;
  }

  /** What `read` answers; asked once for each `what`. */
  once<Value>(what: string, read: (call: Call) => Promise<Value>): Promise<Value> {
    const known = this.read.get(what) ?? read(this.call);
    this.read.set(what, known);
    return known as Promise<Value>;
  }

  /** What a look at one place finds; nothing when the place does not answer in its time, or refuses. Never rejects. */
  at(place: Place, look: () => Promise<Finding[]>): Promise<Finding[]> {
    return this.patience.wait(place, look);
  }
}

/** What of a difference App Runner will not do. */
export function refusals({ changes }: Difference): Finding[] {
  return changes.flatMap(({ path, refused }) =>
    refused
      ? [{ path, message: `${refused}. Until then an update of it is refused`, severity: "warning" as const }]
      : [],
  );
}
