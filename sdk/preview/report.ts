import { z } from "zod";

const action = z.enum(["create", "update", "replace", "delete", "import"]);

const propertyChange = z.object({
  path: z.string(),
  kind: z.enum(["add", "delete", "update"]),
  /** The value before and after as JSON; left out when there is none, and always for a secret. */
  before: z.string().optional(),
  after: z.string().optional(),
  secret: z.boolean(),
  /** What this change does to the resource. */
  effect: z.enum(["update", "replace"]),
  /** False when the value is known only while the update runs. */
  certain: z.boolean(),
});

const row = z.object({
  urn: z.string(),
  /** The resource's own name in the program or file. */
  name: z.string(),
  /** `Service`, or the type's name of another provider. */
  kind: z.string(),
  action,
  /** Reasons, the first the weightiest; for a replacement also what it costs. */
  why: z.array(z.string()),
  /** What App Runner does to running instances. */
  effect: z.enum(["deploys", "settings", "none"]),
  changes: z.array(propertyChange),
});

const commit = z.object({ id: z.string(), title: z.string() });

const source = z.object({
  /** The resource's name. */
  service: z.string(),
  /** What is deployed: an image by tag or digest, or a branch with the commit. */
  before: z.string().optional(),
  after: z.string(),
  /** Newest first; left out when they cannot be known. */
  commits: z.array(commit).optional(),
});

/** US dollars a month of 730 hours. */
const monthly = z.object({ idle: z.number(), busiest: z.number(), paused: z.number() });

const cost = z.object({
  service: z.string(),
  before: monthly.optional(),
  after: monthly.optional(),
  /** What the numbers are for: "1 vCPU, 2 GB, 1 to 25 instances". */
  size: z.string(),
});

const prediction = z.object({
  severity: z.enum(["error", "warning"]),
  /** The resource's name; left out when it is about all. */
  name: z.string().optional(),
  message: z.string(),
});

const dnsRecord = z.object({
  domain: z.string(),
  name: z.string(),
  type: z.string(),
  /** Left out when App Runner tells it only once the association is made. */
  value: z.string().optional(),
  purpose: z.string(),
});

const drifted = z.object({
  name: z.string(),
  kind: z.string(),
  gone: z.boolean(),
  changes: z.array(propertyChange),
});

/**
 * A preview as a reviewer reads it. Plain data and safe to hand on: no secret's value is in it. A JSON report that comes from elsewhere
 * (the run of a fork) is read with `parseReport` and rendered here, so that its text cannot become markup.
 */
export const previewReport = z.object({
  version: z.literal(1),
  project: z.string(),
  stack: z.string(),
  target: z.enum(["aws", "local"]),
  region: z.string().optional(),
  /** The commit that was previewed. */
  commit: z.string().optional(),
  /** ISO 8601. */
  at: z.string(),
  counts: z.object({
    create: z.number(),
    update: z.number(),
    replace: z.number(),
    delete: z.number(),
    import: z.number(),
    same: z.number(),
  }),
  /** Replacements first, then deletions, creations, updates. */
  rows: z.array(row),
  sources: z.array(source),
  drift: z.array(drifted),
  problems: z.array(prediction),
  costs: z.object({
    services: z.array(cost),
    /** Where the prices come from, and what they leave out. */
    basis: z.string(),
  }),
  dns: z.array(dnsRecord),
  rollback: z.array(z.string()),
});

export type PreviewReport = z.infer<typeof previewReport>;
export type PreviewAction = z.infer<typeof action>;
export type PreviewRow = z.infer<typeof row>;
export type PropertyChange = z.infer<typeof propertyChange>;
export type SourceChange = z.infer<typeof source>;
export type Commit = z.infer<typeof commit>;
export type MonthlyCost = z.infer<typeof monthly>;
export type ServiceCost = z.infer<typeof cost>;
export type Prediction = z.infer<typeof prediction>;
export type DnsRecord = z.infer<typeof dnsRecord>;
export type Drift = z.infer<typeof drifted>;

/** Reads a report from JSON. Throws an error that names the first thing that is wrong. */
export function parseReport(text: string): PreviewReport {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error("this is not a preview report: it is not JSON. Make one with: apprunner preview --format json");
  }
  const parsed = previewReport.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`this is not a preview report: ${issue!.path.join(".") || "the whole"}: ${issue!.message}`);
}
