import type { EngineEvent } from "@pulumi/pulumi/automation";
import { definitionOf, partsOfUrn, shortType } from "../preview/resourceKind";
import { isForPeople, withoutColors } from "./diagnostics";

/** What a person is told while an operation runs. */
export interface ProgressListener {
  /** A line to keep: a resource is done, a warning. */
  line(text: string): void;
  /** What is under way now, to show until the next; "" when nothing is. */
  status(text: string): void;
  /** A service's operation has begun, or ended: the time to show its log. */
  service?(change: { name: string; serviceName?: string; running: boolean }): void;
}

const DOING: Record<string, string> = {
  create: "creating",
  update: "updating",
  delete: "deleting",
  "create-replacement": "creating anew",
  "delete-replaced": "deleting the replaced",
  import: "importing",
  refresh: "reading",
  read: "reading",
};
const DONE: Record<string, string> = {
  create: "created",
  update: "updated",
  delete: "deleted",
  "create-replacement": "created anew",
  "delete-replaced": "deleted the replaced",
  import: "imported",
};

/** Makes lines and a status out of an operation's events. `now` is in milliseconds. */
export class Progress {
  /** How many resources were created, updated, ...: by the words of the lines. */
  readonly done: Record<string, number> = {};
  private readonly begun = new Map<string, { what: string; at: number }>();

  constructor(
    private readonly listener: ProgressListener,
    private readonly now: () => number,
  ) {}

  add(event: EngineEvent): void {
    const { resourcePreEvent: begins, resOutputsEvent: ends, resOpFailedEvent: fails, diagnosticEvent: says } = event;
    if (begins) this.begin(begins.metadata.op, begins.metadata.urn, serviceNameIn(begins.metadata));
    if (ends) this.end(ends.metadata.op, ends.metadata.urn, DONE[ends.metadata.op]);
    if (fails) this.end(fails.metadata.op, fails.metadata.urn, "FAILED");
    if (says && says.severity !== "error" && isForPeople(says)) {
      for (const line of plain(says.message)) this.listener.line(line);
    }
  }

  private begin(op: string, urn: string, serviceName: string | undefined): void {
    const doing = DOING[op];
    const { type, name } = partsOfUrn(urn);
    if (!doing || type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:")) return;
    this.begun.set(urn, { what: `${doing} ${label(type, name)}`, at: this.now() });
    if (definitionOf(type)?.kind === "Service") this.listener.service?.({ name, serviceName, running: true });
    this.tell();
  }

  private end(op: string, urn: string, done: string | undefined): void {
    const begun = this.begun.get(urn);
    if (!begun || !DOING[op]) return;
    this.begun.delete(urn);
    const { type, name } = partsOfUrn(urn);
    const seconds = Math.round((this.now() - begun.at) / 1000);
    if (done) this.done[done] = (this.done[done] ?? 0) + 1;
    if (done) this.listener.line(`${label(type, name)} ${done}${seconds > 0 ? ` (${seconds} s)` : ""}`);
    if (definitionOf(type)?.kind === "Service") this.listener.service?.({ name, running: false });
    this.tell();
  }

  private tell(): void {
    this.listener.status([...this.begun.values()].map(({ what }) => what).join(", "));
  }
}

function label(type: string, name: string): string {
  return `${definitionOf(type)?.kind ?? shortType(type)} ${name}`;
}

function serviceNameIn(metadata: {
  old?: { outputs?: Record<string, unknown> };
  new?: { inputs?: Record<string, unknown> };
}): string | undefined {
  const name = metadata.new?.inputs?.serviceName ?? metadata.old?.outputs?.serviceName;
  return typeof name === "string" ? name : undefined;
}

function plain(message: string): string[] {
  return withoutColors(message)
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
}
