/** Kinds of App Runner resources as they stand in an ARN. Source: guide, "App Runner resources". */
export type ResourceKind =
  | "service"
  | "connection"
  | "autoscalingconfiguration"
  | "observabilityconfiguration"
  | "vpcconnector"
  | "vpcingressconnection";

/** Kinds whose ARN carries a revision between name and id. */
const REVISIONED: ReadonlySet<string> = new Set([
  "autoscalingconfiguration",
  "observabilityconfiguration",
  "vpcconnector",
]);

const KINDS: ReadonlySet<string> = new Set([...REVISIONED, "service", "connection", "vpcingressconnection"]);

export interface ResourceName {
  kind: ResourceKind;
  region: string;
  account: string;
  name: string;
  /** Only of revisioned kinds; undefined in a partial ARN that names the latest revision. */
  revision?: number;
  /** 32 hex digits; undefined in a partial ARN. */
  id?: string;
}

/** `arn:aws:apprunner:<region>:<account>:<kind>/<name>[/<revision>][/<id>]`. */
export function formatArn({ kind, region, account, name, revision, id }: ResourceName): string {
  const path = [kind, name, revision, id].filter((part) => part !== undefined).join("/");
  return `arn:aws:apprunner:${region}:${account}:${path}`;
}

/** Reads an ARN, partial or full, back into its parts; undefined when it is not one of an App Runner resource. */
export function parseArn(arn: string): ResourceName | undefined {
  const [prefix, partition, service, region, account, ...rest] = arn.split(":");
  if (prefix !== "arn" || !partition?.startsWith("aws") || service !== "apprunner" || rest.length !== 1)
    return undefined;
  const [kind, name, ...tail] = rest[0]!.split("/");
  if (!kind || !KINDS.has(kind) || !name || !region || !account || tail.includes("")) return undefined;
  const head = { kind: kind as ResourceKind, region, account, name };
  if (!REVISIONED.has(kind)) return tail.length > 1 ? undefined : { ...head, id: tail[0] };
  const [revision, id] = tail;
  if (tail.length > 2 || (revision !== undefined && !/^[1-9][0-9]{0,8}$/.test(revision))) return undefined;
  return { ...head, revision: revision === undefined ? undefined : Number(revision), id };
}
