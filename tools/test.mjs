// `npm test`: sets up, checks style, imports and types, runs every test, and ends with the count alone on the last line.
// `npm test -- PATH...` (or any option of mocha) runs only those tests.
import { join } from "node:path";
import { createProgress } from "./console/progress.mjs";
import { projectFolder } from "./paths.mjs";
import { runMain } from "./process/main.mjs";
import { setUp, TEST_STEPS } from "./setup.mjs";
import { runChecks } from "./test/checks.mjs";
import { withTestHome } from "./test/home.mjs";
import { runMocha } from "./test/mocha.mjs";

runMain(async (args) => {
  const progress = createProgress();
  const count = { passed: 0, failed: 0, skipped: 0 };
  try {
    const machine = await setUp({ steps: TEST_STEPS, progress });
    await withTestHome(machine, async (env) => {
      if (args.length === 0) add(count, await runChecks({ env, progress }));
      add(count, await runMocha(args, { env, config: join(projectFolder, ".mocharc.json") }));
    });
  } catch (error) {
    count.failed++;
    process.stderr.write(`\n${process.env.APPRUNNER_DEBUG ? error.stack : error.message}\n`);
  }
  process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
  return count.failed > 0 ? 1 : 0;
});

function add(count, more) {
  for (const name of Object.keys(count)) count[name] += more[name] ?? 0;
}
