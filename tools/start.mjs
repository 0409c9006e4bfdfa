// `npm start`: from a fresh clone to a running service. Options go on to `apprunner local start` (--home, --engine, ports).
import { resolve } from "node:path";
import { createProgress } from "./console/progress.mjs";
import { projectEnvironment } from "./environment.mjs";
import { runMain } from "./process/main.mjs";
import { optionOf } from "./process/options.mjs";
import { setUp } from "./setup.mjs";
import { closingWords } from "./start/closingWords.mjs";
import { startRuntime } from "./start/runtime.mjs";
import { deployStack } from "./start/stack.mjs";

runMain(async (args) => {
  const home = optionOf(args, "--home");
  const engine = optionOf(args, "--engine") ?? process.env.APPRUNNER_ENGINE;
  const env = { ...process.env };
  if (home) env.APPRUNNER_HOME = resolve(process.env.INIT_CWD ?? process.cwd(), home);
  const progress = createProgress();
  const machine = await setUp({ env, engine, progress });
  const full = projectEnvironment({ env, machine });
  const endpoint = await startRuntime(runtimeArguments(args, engine), { env: full, progress });
  const { outputs, changes } = await deployStack({ env: full });
  process.stdout.write(closingWords({ outputs, changes, endpoint, home: env.APPRUNNER_HOME }));
});

function runtimeArguments(args, engine) {
  const passed = ["--api-port", "--http-port", "--https-port"].flatMap((name) => {
    const value = optionOf(args, name);
    return value === undefined ? [] : [name, value];
  });
  return engine ? [...passed, "--engine", engine] : passed;
}
