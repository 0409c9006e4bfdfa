import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dump, load } from "js-yaml";

/** Settings of the provider: values of `apprunner:<name>`. */
export type StackConfig = Record<string, string>;

interface StackFile {
  config?: Record<string, unknown>;
  [key: string]: unknown;
}

/**
 * The folder that the Pulumi CLI works in: a project file and one file for each stack, made here so that an app's repository needs
 * none. It stays, since a stack's file holds the salt of its secrets. One for each project and backend.
 */
export function makeWorkFolder(
  home: string,
  { project, stack, backend, config }: { project: string; stack: string; backend: string; config: StackConfig },
): string {
  const key = createHash("sha256").update(backend).digest("hex").slice(0, 8);
  const folder = join(home, "projects", `${project}-${key}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The provider string of every resource requires this package from `main`, wherever the app's repository is.
  write(join(folder, "Pulumi.yaml"), { name: project, runtime: "nodejs", main: packageFolder() });
  const file = join(folder, `Pulumi.${stack}.yaml`);
  write(file, {
    ...read(file),
    config: Object.fromEntries(Object.entries(config).map(([name, value]) => [`apprunner:${name}`, value])),
  });
  return folder;
}

/** A folder from which `pulumi-apprunner` resolves: the package's own. */
function packageFolder(): string {
  return dirname(require.resolve("pulumi-apprunner/package.json"));
}

function read(file: string): StackFile {
  try {
    return (load(readFileSync(file, "utf8")) ?? {}) as StackFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}

/** Nothing is written when nothing changes: two commands at once must not find half a file. */
function write(file: string, content: object): void {
  const text = dump(content);
  try {
    if (readFileSync(file, "utf8") === text) return;
  } catch {}
  writeFileSync(file, text, { mode: 0o600 });
}
