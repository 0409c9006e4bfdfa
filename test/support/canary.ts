import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Files under a folder that hold any of the texts, as they are or in base 64; what should be nowhere is looked for everywhere. */
export function filesHolding(folder: string, texts: readonly string[]): string[] {
  const wanted = texts.flatMap((text) => [Buffer.from(text), Buffer.from(base64Core(text))]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const content = readFileSync(path);
      return wanted.some((text) => content.includes(text));
    });
}

/** The part of a text's base 64 that is the same wherever it stands in what was encoded at a multiple of three bytes. */
function base64Core(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.subarray(0, bytes.length - (bytes.length % 3)).toString("base64");
}
