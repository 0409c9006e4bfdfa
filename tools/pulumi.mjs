// `npm run -s pulumi -- ARGS`: the Pulumi CLI that set-up found, with the project's environment, in the caller's folder.
import { projectEnvironment } from "./environment.mjs";
import { become } from "./process/become.mjs";
import { runMain } from "./process/main.mjs";
import { STEPS, setUp } from "./setup.mjs";

runMain(async (args) => {
  const machine = await setUp({ steps: STEPS.filter((step) => step !== "images") });
  // npm changes into the package's folder and keeps the caller's in INIT_CWD.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  return become("pulumi", args, { cwd, env: projectEnvironment({ machine }) });
});
