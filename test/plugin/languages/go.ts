import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateSdk } from "./sdk";

// Requires Pulumi's Go SDK in the version that is compiled for set-up's own programs, so that nothing of it is compiled again.
const MODULE = join(__dirname, "..", "..", "..", "tools", "pulumi", "programs");

/** Makes the project a Go module that uses the generated SDK from its folder. */
export async function prepareGo(folder: string, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const sdk = await generateSdk("go", join(folder, "sdks"), env);
  const module = readFileSync(join(MODULE, "go.mod"), "utf8").replace(/^module .*$/m, "module hello");
  const ours = `require pulumi-apprunner/sdk/go v0.0.0\nreplace pulumi-apprunner/sdk/go => ${sdk}\n`;
  writeFileSync(join(folder, "go.mod"), `${module}\n${ours}`);
  copyFileSync(join(MODULE, "go.sum"), join(folder, "go.sum"));
  // As tools/setup/pulumiModules.mjs compiles, for the same reason.
  return { CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "-trimpath -mod=mod" };
}
