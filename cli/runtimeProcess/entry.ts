import { extname, resolve } from "node:path";

/** The runtime waits far more than it works: a small young generation keeps what it holds resident small. */
const NODE_OPTIONS = ["--max-semi-space-size=4"];

/**
 * The command that runs the local runtime, in the same form as this CLI runs: compiled, or from the sources through ts-node.
 * Always this process's own Node.
 */
export function runtimeCommand(): { file: string; args: string[]; environment: NodeJS.ProcessEnv } {
  const extension = extname(__filename);
  const entry = resolve(__dirname, "..", "..", "runtime", `main${extension}`);
  if (extension === ".js") return { file: process.execPath, args: [...NODE_OPTIONS, entry], environment: {} };
  return {
    file: process.execPath,
    args: ["-r", require.resolve("ts-node/register/transpile-only"), entry],
    environment: { TS_NODE_PROJECT: resolve(__dirname, "..", "..", "tsconfig.json") },
  };
}
