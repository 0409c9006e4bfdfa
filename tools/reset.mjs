// `npm run reset`: removes what the local runtime of this home has made, and ends the private dockerd when it is empty.
import { projectEnvironment } from "./environment.mjs";
import { cacheFolder } from "./paths.mjs";
import { runMain } from "./process/main.mjs";
import { whyInUse } from "./setup/daemonUse.mjs";
import { daemonPid, daemonPlace, stopDaemon } from "./setup/dockerd.mjs";
import { setUp, withKnownEngine } from "./setup.mjs";
import { runLocalCommand } from "./start/runtime.mjs";
import { forgetStack, STACK } from "./start/stack.mjs";

const say = (text) => process.stdout.write(`${text}\n`);

runMain(async () => {
  // The engine too: what is to be removed may lie in one that has ended since.
  const machine = await setUp({ steps: withKnownEngine(["dependencies", "pulumi"]) });
  const env = projectEnvironment({ machine });
  const code = await runLocalCommand(["reset", "--yes"], { env });
  if (code !== 0) return code;
  if (await forgetStack({ env })) say(`The record of the Pulumi stack "${STACK}" is removed.`);
  await endPrivateDaemon();
  return 0;
});

async function endPrivateDaemon() {
  const place = daemonPlace(cacheFolder());
  const pid = daemonPid(place);
  if (!pid) return;
  const why = await whyInUse(place);
  if (why) return say(`The private dockerd (process ${pid}) goes on: ${why}.`);
  await stopDaemon(place);
  say(`The private dockerd (process ${pid}) has ended; its base images stay in ${place.data}.`);
}
