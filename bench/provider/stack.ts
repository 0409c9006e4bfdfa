import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PulumiProject } from "../../test/provider/pulumiProject";

/** Writes a whole module for the project's program. */
export function writeProgram({ folder }: PulumiProject, text: string): void {
  writeFileSync(join(folder, "index.js"), text);
}

/** Runs a command that must succeed; answers the seconds that it took. */
export async function timePulumi(project: PulumiProject, args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const { code, output } = await project.pulumi(...args);
  if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${output.slice(-4_000)}`);
  return (performance.now() - startedAt) / 1000;
}
