import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of this package, compiled or not. */
export function packageFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, "cli", "apprunner.js"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("the package pulumi-apprunner is incomplete: cli/apprunner.js is missing");
    folder = parent;
  }
  return folder;
}
