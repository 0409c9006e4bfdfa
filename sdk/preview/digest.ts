import type { Properties } from "../../provider/core/resource";

/** One resource before or after, as Pulumi tells it; secrets are masked, values not known yet are Pulumi's placeholder. */
export interface DigestState {
  type: string;
  urn: string;
  id?: string;
  inputs?: Properties;
  outputs?: Properties;
  initErrors?: string[] | null;
}

/** One step of a preview. Source: PreviewDigest of pulumi/pkg/v3 display/json.go. */
export interface DigestStep {
  op: string;
  urn: string;
  oldState?: DigestState | null;
  newState?: DigestState | null;
  diffReasons?: string[] | null;
  replaceReasons?: string[] | null;
  /** By property path; `inputDiff` false means that the outputs differ from what the inputs say. */
  detailedDiff?: Record<string, { kind: string; inputDiff?: boolean }> | null;
}

export interface DigestDiagnostic {
  urn?: string;
  message: string;
  severity: string;
}

/** What `pulumi preview --json` prints, as far as a report needs it. */
export interface PreviewDigest {
  config?: Record<string, string>;
  steps: DigestStep[];
  diagnostics: DigestDiagnostic[];
}

/**
 * Reads the output of `pulumi preview --json`. Debug messages are dropped: they hold secrets in plain text. Throws an error that says
 * what the text is instead.
 */
export function parseDigest(text: string): PreviewDigest {
  const found = parseJson(text);
  if (typeof found !== "object" || found === null || Array.isArray(found)) throw notADigest("it is not a JSON object");
  const { config, steps = [], diagnostics = [] } = found as Partial<PreviewDigest>;
  if (!Array.isArray(steps) || !steps.every(isStep)) throw notADigest('"steps" is not a list of steps');
  if (!Array.isArray(diagnostics)) throw notADigest('"diagnostics" is not a list');
  return { config, steps, diagnostics: diagnostics.filter(isForPeople) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notADigest(text.trim() === "" ? "it is empty" : `it begins with ${JSON.stringify(text.trim().slice(0, 60))}`);
  }
}

function notADigest(why: string): Error {
  return new Error(`this is not the output of pulumi preview --json: ${why}`);
}

function isStep(step: unknown): step is DigestStep {
  const { op, urn } = (step ?? {}) as Partial<DigestStep>;
  return typeof op === "string" && typeof urn === "string";
}

function isForPeople(diagnostic: unknown): diagnostic is DigestDiagnostic {
  const { message, severity } = (diagnostic ?? {}) as Partial<DigestDiagnostic>;
  return typeof message === "string" && severity !== "debug";
}
