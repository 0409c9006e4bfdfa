import { execFile, spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { generateSdk, whyNoSdk } from "./sdk";

/** The programs import Pulumi's package, which lies in the Python environment that set-up makes for tests. */
export function whyNoPython(env: NodeJS.ProcessEnv): string | undefined {
  const { status } = spawnSync(join(env.APPRUNNER_TEST_CLIENTS ?? "", "bin/python"), [
    "-c",
    "import importlib.util as u; exit(not u.find_spec('pulumi'))",
  ]);
  return status === 0 ? whyNoSdk(env) : "no Python environment with Pulumi's package: npm test makes one";
}

/** Installs the generated SDK into the project. */
export async function preparePython(folder: string, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const bin = join(env.APPRUNNER_TEST_CLIENTS!, "bin");
  const site = join(folder, "site");
  const sdk = await generateSdk("python", join(folder, "sdks"), env);
  const options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", "--target", site];
  await promisify(execFile)(join(bin, "python"), ["-m", "pip", "install", ...options, sdk], { env });
  return { PATH: bin + delimiter + env.PATH, PYTHONPATH: site };
}
