import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectEnvironment } from "../environment.mjs";
import { runLocalCommand } from "../start/runtime.mjs";

// What a developer has set for their own stacks and accounts is none of a test's business.
const NOT_FOR_TESTS = /^(PULUMI_|AWS_(?!CA_BUNDLE)|APPRUNNER_(?!CACHE|DEBUG|ENGINE))/;

/**
 * Runs `work(env)` with a home, a Pulumi backend and a passphrase of its own, in a temporary folder, and removes them
 * with whatever runtime a test has left running there.
 */
export async function withTestHome(machine, work) {
  const home = mkdtempSync(join(tmpdir(), "apprunner-test-"));
  const kept = Object.entries(process.env).filter(([name]) => !NOT_FOR_TESTS.test(name));
  const env = projectEnvironment({ env: { ...Object.fromEntries(kept), APPRUNNER_HOME: home }, machine });
  try {
    return await work(env);
  } finally {
    if (existsSync(join(home, "endpoint.json"))) await runLocalCommand(["reset", "--yes"], { env });
    rmSync(home, { recursive: true, force: true });
  }
}
