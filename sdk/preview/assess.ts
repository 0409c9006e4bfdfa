import type { Target } from "../../provider/core/resource";
import { costsOf } from "./costs";
import type { PreviewDigest } from "./digest";
import { dnsRecordsOf } from "./dns";
import { driftOf } from "./drift";
import { withDigests } from "./imageDigests";
import { problemsOf } from "./problems";
import type { Prediction, PreviewReport } from "./report";
import { rollbackOf } from "./rollback";
import { planOf, rowsOf } from "./rows";
import { type History, sourcesOf } from "./sources";

/** What a digest does not say of itself. */
export interface PreviewContext {
  project: string;
  stack: string;
  target: Target;
  region?: string;
  environment?: string;
  now: Date;
  history?: History;
  /** Steps of `pulumi refresh --preview-only`; drift is not looked for when left out. */
  refresh?: PreviewDigest;
  /** Problems found in other ways: a dirty work tree, a name that is taken. */
  problems?: readonly Prediction[];
}

const NO_HISTORY: History = { commitsBetween: () => undefined };

/** Makes the report of a preview. Pure: the same digest and context give the same report. */
export function reportOf(digest: PreviewDigest, context: PreviewContext): PreviewReport {
  const { project, stack, target, region, now, history = NO_HISTORY } = context;
  const plan = planOf(digest);
  const rows = rowsOf(plan);
  const sources = withDigests(sourcesOf(plan, history), digest.diagnostics);
  return {
    version: 1,
    project,
    stack,
    target,
    ...(region && { region }),
    ...(history.commit && { commit: history.commit }),
    at: now.toISOString(),
    counts: {
      create: count("create"),
      update: count("update"),
      replace: count("replace"),
      delete: count("delete"),
      import: count("import"),
      same: plan.length - rows.length,
    },
    rows,
    sources,
    drift: context.refresh ? driftOf(context.refresh) : [],
    problems: [...problemsOf(plan, digest.diagnostics, context), ...(context.problems ?? [])],
    costs: costsOf(plan, target, region),
    dns: dnsRecordsOf(plan),
    rollback: rollbackOf(rows, sources, {
      environment: context.environment,
      commit: history.commit,
      deployed: history.deployed,
    }),
  };

  function count(action: string): number {
    return rows.filter((row) => row.action === action).length;
  }
}
