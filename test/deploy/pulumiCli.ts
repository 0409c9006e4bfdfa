import { execFileSync } from "node:child_process";
import type { Context } from "mocha";
import { skip } from "../support/skip";

/** Leaves the suite out where set-up has found no Pulumi CLI. */
export function needPulumi(context: Context): void {
  try {
    execFileSync("pulumi", ["version"], { stdio: "ignore" });
  } catch {
    skip(context, "there is no Pulumi CLI on PATH");
  }
}
