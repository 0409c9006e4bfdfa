import { projectFolder } from "../paths.mjs";
import { run } from "../process/run.mjs";

// Said once, in package.json.
const CHECKS = [
  { title: "Style and imports", script: "lint" },
  { title: "Types", script: "typecheck" },
];

/** Runs the checks that are no tests, both at once; each counts as one that passed or failed, and a failed one is shown in full. */
export async function runChecks({ env, progress }) {
  const results = await Promise.all(CHECKS.map((check) => runCheck(check, { env, progress })));
  return { passed: results.filter(Boolean).length, failed: results.filter((passed) => !passed).length };
}

async function runCheck({ title, script }, { env, progress }) {
  let result;
  await progress.step(title, async (say) => {
    say(`npm run ${script}`);
    result = await run("npm", ["run", "--silent", script], { cwd: projectFolder, env: { ...env, FORCE_COLOR: "0" } });
    return result.code === 0 ? { text: "passed" } : { text: "failed", failed: true };
  });
  if (result.code !== 0) process.stdout.write(`\n${title} failed:\n${result.stdout}${result.stderr}\n`);
  return result.code === 0;
}
