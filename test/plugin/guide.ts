import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";

const GUIDE = readFileSync(join(__dirname, "..", "..", "docs", "guides", "plugin.md"), "utf8");

/** The code of the guide's block of that language that holds `part`, so that what the guide says is what a test runs. */
export function guideCode(language: string, part: string): string {
  const blocks = [...GUIDE.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].filter((block) => block[1] === language);
  const found = blocks.find((block) => block[2]!.includes(part));
  if (!found) throw new Error(`docs/guides/plugin.md has no ${language} with ${part}`);
  return found[2]!;
}

/** Arguments of each `pulumi` command of a block. */
export function guideCommands(part: string): string[][] {
  const lines = guideCode("sh", part).trim().split("\n");
  return lines.map((line) => line.split(" ").slice(1));
}

/** Names the plugin's folder in a project's settings, as the guide says, so that Pulumi need not look on the PATH. */
export function namePlugin(settings: string): void {
  const text = guideCode("yaml", "plugins:");
  appendFileSync(settings, text.slice(text.indexOf("plugins:")));
}
