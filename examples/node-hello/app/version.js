// Names a version of the service by its sources, since App Runner does not tell a service its commit. As a program (in the build)
// it writes the name to version.txt, which the running service reads.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SOURCES = ["apprunner.yaml", "package-lock.json", "package.json", "server.js", "version.js"];
const at = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Twelve hexadecimal digits that change with any source file. */
export function nameVersion() {
  const digest = createHash("sha256");
  for (const name of SOURCES)
    digest.update(`${name}\0`).update(
      createHash("sha256")
        .update(readFileSync(at(name)))
        .digest(),
    );
  return digest.digest("hex").slice(0, 12);
}

/** The version that was built, or "unbuilt" when nothing was. */
export function readVersion() {
  return existsSync(at("version.txt")) ? readFileSync(at("version.txt"), "utf8").trim() : "unbuilt";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(at("version.txt"), `${nameVersion()}\n`);
  console.log(`version ${readVersion()}`);
}
