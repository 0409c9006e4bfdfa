// Runs a command to its end. Arguments are a list and never pass through a shell.
import { spawn } from "node:child_process";

const KEPT_CHARACTERS = 4_000_000;

/**
 * Runs a command and answers `{ code, signal, stdout, stderr }`; it throws only when the command cannot be started or
 * when `timeoutMs` has passed. `onLine(line)` gets each line of both outputs as it comes; `input` is written to standard
 * input, which is otherwise empty.
 */
export function run(command, args, { cwd, env, input, onLine, timeoutMs } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    let timedOut = false;
    const timer =
      timeoutMs &&
      setTimeout(() => {
        timedOut = true;
        child.kill("SIGKILL");
      }, timeoutMs);
    for (const name of ["stdout", "stderr"]) collect(child[name], (text) => keep(output, name, text), onLine);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(new Error(`${command} cannot be started: ${error.message}`, { cause: error }));
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (timedOut)
        reject(new Error(`${command} ${args[0] ?? ""} did not end within ${timeoutMs / 1_000} s and was ended`));
      else resolve({ code, signal, ...output });
    });
    if (input !== undefined) child.stdin.on("error", () => {}).end(input);
  });
}

/** Like `run`, but a command that fails is an error which carries the last lines that it printed. */
export async function mustRun(command, args, options = {}) {
  const result = await run(command, args, options);
  if (result.code === 0) return result;
  const ending = result.signal ? `was ended by ${result.signal}` : `ended with exit code ${result.code}`;
  throw new Error(`${[command, ...args].join(" ")} ${ending}\n${lastLines(`${result.stdout}\n${result.stderr}`)}`);
}

/** The last `count` lines that say anything, indented. */
export function lastLines(text, count = 15) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines
    .slice(-count)
    .map((line) => `    ${line}`)
    .join("\n");
}

function collect(stream, onText, onLine) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text) => {
    onText(text);
    if (!onLine) return;
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    for (const line of lines) onLine(line);
  });
  stream.on("end", () => rest && onLine?.(rest));
}

function keep(output, name, text) {
  output[name] = (output[name] + text).slice(-KEPT_CHARACTERS);
}
