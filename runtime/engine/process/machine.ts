import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { certificateVariables, hostSettings } from "../hostSettings";

/** What of this machine an app and its build may see: the control plane's own environment and secrets are not among it. */
export interface Machine {
  environment: Record<string, string>;
  /** Directories searched for programs. */
  path: readonly string[];
}

/** Variables of the user's environment that programs need to run at all. */
const KEPT = ["HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "USER", "LOGNAME", "SSL_CERT_DIR"];

/** Reads the machine out of an environment. */
export function machineOf(environment: NodeJS.ProcessEnv): Machine {
  const settings = hostSettings(environment);
  const path = programPath(environment.PATH ?? "/usr/local/bin:/usr/bin:/bin");
  const kept = [...KEPT, ...settings.withheld].flatMap((name) =>
    environment[name] ? [[name, environment[name]]] : [],
  );
  return {
    path,
    environment: {
      LANG: "C.UTF-8",
      ...Object.fromEntries(kept),
      ...settings.proxies,
      ...settings.registries,
      ...(settings.certificates && certificateVariables(settings.certificates)),
      PATH: path.join(delimiter),
    },
  };
}

/** The user's PATH without the tools of Node projects (ours!), and our own Node.js at its end, where there is no other. */
function programPath(text: string): string[] {
  const directories = text
    .split(delimiter)
    .filter((directory) => directory && !/[\\/]node_modules[\\/]/.test(`${directory}/`));
  return [...new Set([...directories, dirname(process.execPath)])];
}

/** Full path of a program; undefined when there is none on the machine's path. */
export function findProgram({ path }: Machine, name: string): string | undefined {
  return path.map((directory) => join(directory, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What a shell command prints, without its line break; undefined when it fails. */
export async function ask(command: string, environment: Record<string, string>): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)("/bin/sh", ["-c", command], { env: environment, timeout: 20_000 });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
