// What a deployment costs beyond the same by hand, and whether anybody notices one. Issue "Deployments", Cost.
import { whyNoDocker } from "../test/support/docker";
import { measureImageDeployment } from "./deployments/image";
import { measureLoad } from "./deployments/load";
import { measureRebuild } from "./deployments/rebuild";

main().catch((error: Error) => {
  console.error(error.stack);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const reason = await whyNoDocker();
  if (reason) throw new Error(`This benchmark deploys on Docker: ${reason}`);
  const within = [await measureImageDeployment(), await measureRebuild(), await measureLoad()];
  if (within.includes(false)) process.exitCode = 1;
}
