// `npm run build`
import { join } from "node:path";
import { build, upToDate } from "./build/build.mjs";
import { withLock } from "./cache/lock.mjs";
import { createProgress } from "./console/progress.mjs";
import { cacheFolder, projectFolder, shortName } from "./paths.mjs";
import { runMain } from "./process/main.mjs";

runMain(async () => {
  if (upToDate()) return;
  const progress = createProgress();
  await progress.step("Build", (say) =>
    withLock(join(cacheFolder(), "locks"), `checkout-${shortName(projectFolder)}`, () => build(say)),
  );
});
