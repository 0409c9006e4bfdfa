import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..", "..");
const PLACE = /^(\.?[\w-]+\/)*[\w.-]+\/?$/;
const TOP = readdirSync(ROOT);

/** What a page says there is: targets of its links, and names in backticks that begin with a folder or file of the root. */
function placesIn(text: string, folder: string): string[] {
  const links = [...text.matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g)].map((match) => join(folder, match[1] ?? ""));
  const names = [...text.matchAll(/`([^`\s]+)`/g)]
    .map((match) => match[1] ?? "")
    .filter((name) => PLACE.test(name) && name.includes("/") && TOP.includes(name.split("/")[0] ?? ""))
    .map((name) => join(ROOT, name));
  return [...links, ...names];
}

function pages(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
    .map((name) => join(folder, name));
}

describe("every place named in", () => {
  for (const page of ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", ...pages("docs"), ...pages("examples")]) {
    it(`${page} is there`, () => {
      const file = join(ROOT, page);
      const missing = placesIn(readFileSync(file, "utf8"), dirname(file)).filter((place) => !existsSync(place));
      assert.deepEqual(missing, []);
    });
  }
});
