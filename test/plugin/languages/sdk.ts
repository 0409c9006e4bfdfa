import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(__dirname, "..", "..", "..");

/** Generates a language's SDK as `npm run sdk` does, and answers its folder. */
export async function generateSdk(language: string, out: string, env: NodeJS.ProcessEnv): Promise<string> {
  const args = [join(ROOT, "tools", "sdk.mjs"), language, "--out", out];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
  return stdout.trim();
}
