// `npm run -s pulumi -- ARGS`: the Pulumi CLI that set-up found, with the project's environment, in the caller's folder.
import { projectEnvironment } from "./environment.mjs";
import { become } from "./process/become.mjs";
import { runMain } from "./process/main.mjs";
import { setUp, withKnownEngine } from "./setup.mjs";

runMain(async (args) => {
  const machine = await setUp({ steps: withKnownEngine(["dependencies", "build", "pulumi"]) });
  // npm changes into the package's folder and keeps the caller's in INIT_CWD.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  return become("pulumi", args, { cwd, env: projectEnvironment({ machine }) });
});
