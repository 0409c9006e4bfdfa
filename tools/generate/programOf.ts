import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ResourceName } from "../../provider/resources";

/** The program of a kind's page, as a user has it. In tools/generate/programs it is one of this checkout, so that its types are checked. */
export function programOf(name: ResourceName): string {
  const text = readFileSync(join(__dirname, "programs", `${name}.ts`), "utf8");
  return text.replace('"../../../sdk"', '"pulumi-apprunner"');
}
