import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Environment for the Pulumi CLI. What a user has set stays: a backend, a passphrase. Else state and passphrase are in the home of the
 * local App Runner, in the same files as set-up's (tools/environment.mjs). `backend` is a Pulumi backend URL.
 */
export function pulumiEnvironment(
  environment: NodeJS.ProcessEnv,
  { home, backend }: { home: string; backend?: string },
): Record<string, string> {
  const url = backend ?? environment.PULUMI_BACKEND_URL ?? folderBackend(home);
  return {
    PATH: searchPath(environment),
    PULUMI_BACKEND_URL: url,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...passphrase(environment, home),
  };
}

/** The CLI starts `node` and `pulumi-resource-pulumi-nodejs` by their bare names: this process's Node, and our script (or Pulumi's own). */
function searchPath(environment: NodeJS.ProcessEnv): string {
  const folders = [
    dirname(process.execPath),
    join(dirname(require.resolve("pulumi-apprunner/package.json")), "cli", "plugins"),
    dirname(require.resolve("@pulumi/pulumi/package.json")),
  ];
  const rest = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "" && !folders.includes(folder));
  return [...folders, ...rest].join(delimiter);
}

function folderBackend(home: string): string {
  const folder = join(home, "pulumi");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return pathToFileURL(folder).href;
}

function passphrase(environment: NodeJS.ProcessEnv, home: string): Record<string, string> {
  if (environment.PULUMI_CONFIG_PASSPHRASE !== undefined || environment.PULUMI_CONFIG_PASSPHRASE_FILE) return {};
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = join(home, "passphrase");
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  try {
    // Made whole or not at all, and never over one that stacks are encrypted with.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
  return { PULUMI_CONFIG_PASSPHRASE_FILE: file };
}
