import { execFile } from "node:child_process";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const { readMachine } = require("../../../tools/machine.mjs") as {
  readMachine(): { languages?: { folders: string[]; refused: { rung: string; why: string }[] } };
};
const ROOT = join(__dirname, "..", "..", "..");

/** A language's host that was built beside the CLI does not generate SDKs; the program that does may have been refused. */
export function whyNoSdk({ PATH }: NodeJS.ProcessEnv): string | undefined {
  const { languages } = readMachine();
  const generator = languages?.refused?.find(({ rung }) => rung === "generate-sdk");
  const built = PATH?.split(delimiter).some((folder) => languages?.folders.includes(folder));
  return built && generator ? `no generator of SDKs: ${generator.why}` : undefined;
}

/** Generates a language's SDK as `npm run sdk` does, and answers its folder. */
export async function generateSdk(language: string, out: string, env: NodeJS.ProcessEnv): Promise<string> {
  const args = [join(ROOT, "tools", "sdk.mjs"), language, "--out", out];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
  return stdout.trim();
}
