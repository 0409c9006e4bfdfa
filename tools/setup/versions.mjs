// Which Pulumi is built or downloaded: said once, in the go.mod files of the tool modules.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
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

const SDK = "github.com/pulumi/pulumi/sdk/v3";
const OWN = "pulumi-apprunner/tools/pulumi/programs";

/** What more languages need beside a CLI that was built: their hosts, and the generator of their SDKs. */
export const languagePrograms = [
  {
    name: "pulumi-language-python",
    folder: "language-python-go",
    module: SDK,
    command: "python/cmd/pulumi-language-python",
  },
  { name: "pulumi-language-go", folder: "language-python-go", module: SDK, command: "go/pulumi-language-go" },
  { name: "pulumi-language-yaml", folder: "programs", module: OWN, command: "language-yaml", versionIn: SDK },
  { name: "generate-sdk", folder: "programs", module: OWN, command: "generate-sdk", versionIn: SDK },
];

/** The script that starts Python programs. It lies in the module that this program is built with, and beside it in a release. */
export const pythonStarter = { name: "pulumi-language-python-exec", folder: "programs", module: SDK };

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
  return words.find(([module]) => module === (program.versionIn ?? program.module))[1].slice(1);
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

/** The same for the programs of other languages. */
export function languagesDigest() {
  const hash = createHash("sha256").update(process.platform + process.arch);
  for (const folder of new Set(languagePrograms.map(moduleFolder))) {
    for (const file of readdirSync(folder, { recursive: true }).sort()) {
      if (/\.(go|mod|sum)$/.test(file)) hash.update(readFileSync(join(folder, file)));
    }
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
