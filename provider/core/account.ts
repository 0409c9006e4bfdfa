import type { Call, Properties } from "./resource";

/** Something that a look at the account found before anything is touched. An error is certain to fail; a warning may pass by itself; a note is no problem. */
export interface Finding {
  path: string;
  message: string;
  severity: "error" | "warning" | "note";
}

/** What a kind foresees of a change. Inputs may hold values that are not known yet. Reads only. */
export interface Foresee {
  create?(inputs: Properties, account: Account): Promise<Finding[]>;
  /** `olds` are the last outputs. */
  update?(id: string, olds: Properties, news: Properties, account: Account): Promise<Finding[]>;
}

/** The account as it is for one moment: what many resources ask about is read once. */
export class Account {
  private readonly read = new Map<string, Promise<unknown>>();

  constructor(readonly call: Call) {}

  /** What `read` answers; asked once for each `what`. */
  once<Value>(what: string, read: (call: Call) => Promise<Value>): Promise<Value> {
    const known = this.read.get(what) ?? read(this.call);
    this.read.set(what, known);
    return known as Promise<Value>;
  }
}
