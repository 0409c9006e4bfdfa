import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { ClientOptions } from "../../provider/client";
import type { WrittenProgram } from "./program";

/** The folder has files of these names that say something else. */
export class WouldOverwrite extends Error {
  constructor(readonly files: readonly string[]) {
    super(`would overwrite ${files.join(", ")}`);
    this.name = "WouldOverwrite";
  }
}

/** Where the resources are: what the stack's configuration says. */
export type Place = Pick<ClientOptions, "target" | "home" | "profile" | "endpoint"> & { region: string };

/** File that `pulumi import --file` reads. */
export const IMPORT_FILE = "import.json";

/** The files of a Pulumi project with that program, by name. None of them holds a secret. */
export function projectFiles(program: WrittenProgram, project: string, place: Place): Record<string, string> {
  return {
    "index.ts": program.text,
    "Pulumi.yaml": pulumiYaml(project, place),
    "package.json": json({
      name: project,
      private: true,
      main: "index.ts",
      dependencies: dependencies(),
      devDependencies: { "@types/node": "^24.0.0", typescript: "^5.9.0" },
    }),
    "tsconfig.json": json({
      compilerOptions: {
        target: "es2023",
        module: "node16",
        moduleResolution: "node16",
        types: ["node"],
        strict: true,
        skipLibCheck: true,
      },
      files: ["index.ts"],
    }),
    [IMPORT_FILE]: json({ resources: program.resources }),
  };
}

/** A name that Pulumi takes for a project, from the folder's. */
export function projectName(folder: string): string {
  const name = basename(resolve(folder)).replace(/[^A-Za-z0-9._-]+/g, "-");
  return /^[A-Za-z]/.test(name) ? name.slice(0, 100) : "apprunner";
}

/**
 * Writes the files. One that is there and says the same stays, so that the command can be run again; throws WouldOverwrite, with
 * nothing written, when one says something else.
 */
export function writeProject(folder: string, files: Record<string, string>): void {
  const isOther = (name: string): boolean => readFileSync(join(folder, name), "utf8") !== files[name];
  const missing = Object.keys(files).filter((name) => !existsSync(join(folder, name)));
  const others = Object.keys(files).filter((name) => !missing.includes(name) && isOther(name));
  if (others.length > 0) throw new WouldOverwrite(others);
  mkdirSync(folder, { recursive: true });
  for (const name of missing) writeFileSync(join(folder, name), files[name]!, { flag: "wx" });
}

function pulumiYaml(project: string, { target, region, home, profile, endpoint }: Place): string {
  const settings = { target, region, home, profile, endpoint };
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return [
    `name: ${project}`,
    `description: ${JSON.stringify(`What App Runner has in ${region}.`)}`,
    "runtime: nodejs",
    "# Imports need the plugin, which the package brings.",
    "plugins:",
    "  providers:",
    "    - name: apprunner",
    "      path: node_modules/pulumi-apprunner/cli",
    "config:",
    ...[...given, ["plugin", "true"]].map(
      ([name, value]) => `  apprunner:${name}: { value: ${JSON.stringify(value)} }`,
    ),
    "",
  ].join("\n");
}

function dependencies(): Record<string, string> {
  // From sdk/ and from dist/sdk/ alike.
  const own = require("pulumi-apprunner/package.json") as { version: string; dependencies: Record<string, string> };
  return { "@pulumi/pulumi": own.dependencies["@pulumi/pulumi"]!, "pulumi-apprunner": `^${own.version}` };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
