// `npm run stop`: stops the local runtime and its services; `npm start` brings them back.
import { projectEnvironment } from "./environment.mjs";
import { cacheFolder } from "./paths.mjs";
import { runMain } from "./process/main.mjs";
import { daemonPid, daemonPlace } from "./setup/dockerd.mjs";
import { setUp } from "./setup.mjs";
import { runLocalCommand } from "./start/runtime.mjs";

runMain(async (args) => {
  const machine = await setUp({ steps: ["dependencies"] });
  const code = await runLocalCommand(["stop", ...args], { env: projectEnvironment({ machine }) });
  const pid = daemonPid(daemonPlace(cacheFolder()));
  if (pid)
    process.stdout.write(
      `The private dockerd (process ${pid}) goes on; npm run reset ends it when nothing is in it.\n`,
    );
  return code;
});
