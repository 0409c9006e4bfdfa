import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const TSC = join(__dirname, "..", "..", "..", "node_modules", ".bin", "tsc");

/** Checks the program's types once, which Pulumi would do in every run. */
export async function prepareTypeScript(folder: string, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "node20", "--types", "node"];
  await promisify(execFile)(TSC, [...options, "index.ts"], { cwd: folder, env }).catch((error) => {
    throw new Error(error.stdout, { cause: error });
  });
  return transpileOnly();
}

export async function transpileOnly(): Promise<NodeJS.ProcessEnv> {
  return { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
}
