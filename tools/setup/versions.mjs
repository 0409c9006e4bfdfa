// Which Pulumi is built or downloaded: said once, in the go.mod files of the two tool modules.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../paths.mjs";

/** The programs, each with the Go command it is built from and the module that carries its version. */
export const programs = [
  { name: "pulumi", folder: "cli", module: "github.com/pulumi/pulumi/pkg/v3", command: "cmd/pulumi" },
  {
    name: "pulumi-language-nodejs",
    folder: "language-nodejs",
    module: "github.com/pulumi/pulumi/sdk/v3",
    command: "nodejs/cmd/pulumi-language-nodejs",
  },
];

/** The script that a release of Pulumi has beside its CLI, and `go build` does not make. */
export const dynamicProvider = {
  name: "pulumi-resource-pulumi-nodejs",
  file: join(projectFolder, "tools/pulumi/pulumi-resource-pulumi-nodejs"),
};

/** The folder of a program's tool module. */
export const moduleFolder = ({ folder }) => join(projectFolder, "tools/pulumi", folder);

/** A program's version, "3.250.0". */
export function versionOf(program) {
  const lines = goMod(program).split("\n");
  const words = lines.map((line) =>
    line
      .trim()
      .replace(/^require /, "")
      .split(/\s+/),
  );
  return words.find(([module]) => module === program.module)[1].slice(1);
}

/** The oldest Go that can build a program, "1.25.11". */
export const goVersionOf = (program) => /^go (\S+)$/m.exec(goMod(program))[1];

/** Twelve hex digits that change with any version or dependency of the programs, and with the machine's kind. */
export function sourcesDigest() {
  const hash = createHash("sha256")
    .update(process.platform + process.arch)
    .update(readFileSync(dynamicProvider.file));
  for (const program of programs) {
    for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(moduleFolder(program), file)));
  }
  return hash.digest("hex").slice(0, 12);
}

/** Compares the three numbers of two versions; what follows them ("-alpha.1") does not count. */
export function isOlder(version, than) {
  const [left, right] = [version, than].map((text) => [...text.split(/[.+-]/), 0, 0].slice(0, 3).map(Number));
  const at = left.findIndex((number, index) => number !== right[index]);
  return at >= 0 && left[at] < right[at];
}

const goMod = (program) => readFileSync(join(moduleFolder(program), "go.mod"), "utf8");
