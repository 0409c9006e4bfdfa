// `npm ci` and `npm install` end with this (npm's "prepare"), also on Node.js 18: it makes a checkout usable as the
// package that it is, and builds it. In an installed package there is nothing to do.
import { chmodSync, existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { build, upToDate } from "./build/build.mjs";
import { withLock } from "./cache/lock.mjs";
import { createProgress } from "./console/progress.mjs";
import { cacheFolder, projectFolder, shortName } from "./paths.mjs";
import { runMain } from "./process/main.mjs";
import { DURING_SETUP } from "./setup/dependencies.mjs";

// A dynamic provider's string is evaluated in the Pulumi project's folder and requires the package by its name, which
// must be found from here and from examples/ too; npm makes no link of a package to itself.
const LINKS = [
  { at: "node_modules/pulumi-apprunner", to: ".." },
  { at: "node_modules/.bin/apprunner", to: "../../cli/apprunner.js" },
  { at: "node_modules/.bin/pulumi-resource-apprunner", to: "../../cli/pulumi-resource-apprunner" },
];

runMain(async () => {
  if (!existsSync(join(projectFolder, "tsconfig.build.json"))) return;
  for (const { at, to } of LINKS) link(join(projectFolder, at), to);
  for (const command of ["apprunner.js", "pulumi-resource-apprunner"].map((name) => join(projectFolder, "cli", name))) {
    if (existsSync(command)) chmodSync(command, 0o755);
  }
  if (process.env[DURING_SETUP] || upToDate()) return;
  await createProgress().step("Build", (say) =>
    withLock(join(cacheFolder(), "locks"), `checkout-${shortName(projectFolder)}`, () => build(say)),
  );
});

function link(path, target) {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there?.isSymbolicLink() && readlinkSync(path) === target) return;
  if (there) rmSync(path, { recursive: true });
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}
