import type { Run } from "../context";
import type { Phase } from "../phases/phase";
import { retireInstances } from "../phases/retire";

/** PAUSE_SERVICE: no more requests, then no more instances. The image stays for a resume without a build. */
export const PAUSE_PHASES: readonly Phase[] = [
  { name: "route", run: (run) => run.context.publishRoutes() },
  { name: "drain", run: (run: Run) => retireInstances(run, undefined) },
];
