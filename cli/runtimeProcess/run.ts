import { spawn } from "node:child_process";
import { CommandFailure } from "../failure";
import { runtimeCommand } from "./entry";

/**
 * Runs one of the runtime's own short tasks to its end: `--stop` ends control plane, ingress and instances and keeps the state;
 * `--reset` removes everything that the home's runtime has made. Returns what it printed, line by line.
 * @throws CommandFailure with its output when it fails.
 */
export async function runRuntimeTask(home: string, task: "--stop" | "--reset"): Promise<string[]> {
  const { file, args, environment } = runtimeCommand();
  const child = spawn(file, [...args, "--home", home, task], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
    cwd: "/",
  });
  let output = "";
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const end = await new Promise<string | number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? 1));
  });
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  if (end === 0) return lines;
  throw new CommandFailure(
    `The local App Runner of ${home} could not ${task === "--stop" ? "stop" : "be reset"} (${end}):\n${lines.join("\n") || "(it printed nothing)"}`,
  );
}
