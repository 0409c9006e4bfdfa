import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { quantile } from "../api/load";

const ROOT = join(__dirname, "..", "..");
const ROUNDS = 7;
const MOST_MS = 500;

const SCRIPT = `require("@pulumi/pulumi");
const start = performance.now();
require("pulumi-apprunner");
process.stdout.write(String(performance.now() - start));`;

/** What the package costs a program that has loaded Pulumi already, each time in a fresh process. True when within the bound. */
export function measureLoading(): boolean {
  const times = Array.from({ length: ROUNDS }, () =>
    Number(execFileSync(process.execPath, ["-e", SCRIPT], { cwd: ROOT, encoding: "utf8" })),
  );
  const each = times.map((time) => time.toFixed(0)).join(" ");
  const median = quantile(times, 0.5);
  console.log(`  loading the SDK after @pulumi/pulumi: ${median.toFixed(0)} ms (${each}; at most ${MOST_MS})`);
  return median <= MOST_MS;
}
