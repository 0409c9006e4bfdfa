import type { Client } from "../../provider/client";
import { checkInputs } from "../../provider/core/check";
import { operate } from "../../provider/core/operate";
import type { Call, Properties } from "../../provider/core/resource";
import { sideBySide } from "../../provider/core/sideBySide";
import { systemClock } from "../../provider/core/wait";
import { RESOURCES } from "../../provider/resources";
import { type Candidate, domainsOf, type ImportedKind, listEverything } from "./candidates";

/** Things read at once; App Runner throttles more. */
const READS_AT_ONCE = 5;

/** How long throttled reads are tried again. */
const TIMEOUT_MS = 5 * 60_000;

/** What a person calls the kinds. */
export const WORDS: Record<ImportedKind, string> = {
  autoScalingConfiguration: "auto scaling configuration",
  connection: "connection",
  customDomainAssociation: "domain",
  defaultAutoScalingConfiguration: "auto scaling configuration by",
  observabilityConfiguration: "observability configuration",
  service: "service",
  vpcConnector: "VPC connector",
  vpcIngressConnection: "VPC ingress connection",
};

/** A thing that is there, as the provider reads it for an import: inputs in the words of a program, outputs as the state will have them. */
export interface Found {
  kind: ImportedKind;
  /** The name that App Runner knows it by; a domain for an association. */
  name: string;
  /** What `pulumi import` takes. */
  id: string;
  inputs: Properties;
  outputs: Properties;
}

/** Something that no program can take over, or that is not as one would think. */
export interface Remark {
  what: string;
  why: string;
}

export interface Inventory {
  region: string;
  found: Found[];
  /** What is there and is not among `found`. */
  leftOut: Remark[];
  /** What is worth knowing of some that are. */
  notes: Remark[];
}

export interface InventoryOptions {
  /** ARN of the one service that is wanted, with what it uses and what leads to it. */
  service?: string;
  /** Told what is being read. */
  say?(doing: string): void;
}

/** Reads all that App Runner has in the client's region. Reads only: nothing is written to the account. */
export async function takeInventory(client: Client, options: InventoryOptions = {}): Promise<Inventory> {
  const { service, say = () => {} } = options;
  const call = callOf(client);
  say("Listing what there is");
  const listed = (await listEverything(call)).filter(
    ({ kind, id }) => !service || kind !== "service" || id === service,
  );
  const services = listed.filter(({ kind }) => kind === "service").map(({ id }) => id);
  const domains = (await sideBySide(services, READS_AT_ONCE, (arn) => domainsOf(arn, call))).flat();
  const candidates = [...listed, ...domains];
  const wanted = candidates.filter(({ not }) => !not);
  let begun = 0;
  const all = await sideBySide(wanted, READS_AT_ONCE, (candidate) => {
    say(`Reading ${++begun} of ${wanted.length}: ${candidate.name}`);
    return read(candidate, call);
  });
  const there = all.filter((one) => one !== undefined);
  const found = service ? withWhatItNeeds(service, there) : there;
  return {
    region: await client.region(),
    found,
    leftOut: service
      ? []
      : candidates.flatMap(({ kind, name, not }) => (not ? [{ what: `${WORDS[kind]} ${name}`, why: not }] : [])),
    notes: found.flatMap((one) => notesOf(one, client)),
  };
}

function callOf(client: Client): Call {
  const signal = new AbortController().signal;
  return { api: client, target: client.target, signal, timeoutMs: TIMEOUT_MS, clock: systemClock, log: () => {} };
}

/** Undefined when it has gone since it was listed. */
async function read({ kind, name, id }: Candidate, call: Call): Promise<Found | undefined> {
  const live = await operate(RESOURCES[kind]).read(id, {}, call);
  return live && { kind, name, id, inputs: live.inputs, outputs: live.outputs };
}

/** The service, what its inputs name, and what names it. */
function withWhatItNeeds(serviceArn: string, found: Found[]): Found[] {
  const service = found.find(({ id }) => id === serviceArn);
  const named = JSON.stringify(service?.inputs ?? {});
  const uses = ({ outputs }: Found) => arnsOf(outputs).some((arn) => named.includes(JSON.stringify(arn)));
  return found.filter(
    (one) =>
      one === service ||
      one.inputs.serviceArn === serviceArn ||
      (one.kind !== "service" && one.kind !== "defaultAutoScalingConfiguration" && uses(one)),
  );
}

function arnsOf(outputs: Properties): string[] {
  return Object.entries(outputs).flatMap(([name, value]) => (name.endsWith("Arn") ? [String(value)] : []));
}

function notesOf({ kind, name, inputs, outputs }: Found, client: Client): Remark[] {
  const { definition } = RESOURCES[kind];
  const what = `${WORDS[kind]} ${name}`;
  const usual = ["RUNNING", "ACTIVE", "AVAILABLE", undefined];
  const status = outputs.status as string | undefined;
  const problems = checkInputs(definition, inputs, client.target);
  return [
    ...(usual.includes(status) ? [] : [{ what, why: `its status is ${status}` }]),
    ...problems.map(({ path, message }) => ({ what, why: `a program could not say it so: ${path}: ${message}` })),
  ];
}
