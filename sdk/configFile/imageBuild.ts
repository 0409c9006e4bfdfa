import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { BUILT_IMAGES } from "../../api/local";
import { nearest } from "../../provider/core/nearest";
import type { Problem, Properties, Target } from "../../provider/core/resource";
import { knownAt, UNKNOWN } from "../../provider/core/unknown";
import { setAt } from "./at";

/** An image that is built from a Dockerfile before it is deployed. */
export interface ImageBuild {
  /** The service's name in the file. */
  service: string;
  /** Name and tag; the tag is a hash of what the image is built from, so that the same files are built once. */
  image: string;
  /** Absolute path of the folder that the Dockerfile sees. */
  context: string;
  /** Path within the context. */
  dockerfile: string;
  /** Paths within the context. */
  files: string[];
  target?: string;
  arguments?: Record<string, string>;
}

const IMAGE = "sourceConfiguration.imageRepository";
const BUILD = `${IMAGE}.build`;
const KEYS = ["context", "dockerfile", "target", "arguments"];

/**
 * A service whose image repository has `build` in the place of `imageIdentifier` is deployed from an image that is built on this machine:
 * `build: {context: ., dockerfile: Dockerfile, target: ..., arguments: {...}}`, or `build: .` for the folder alone.
 */
export function fillImageBuild(
  inputs: Properties,
  { folder, project, service, target }: { folder: string; project: string; service: string; target: Target },
): { inputs: Properties; build?: ImageBuild; problems: Problem[] } {
  const said = knownAt<unknown>(inputs, BUILD);
  if (said === undefined) return { inputs, problems: [] };
  const without = setAt(inputs, BUILD, undefined);
  const build = typeof said === "string" ? { context: said } : said;
  const problems = checkBuild(build, knownAt(inputs, `${IMAGE}.imageIdentifier`), target);
  if (problems.length > 0) return { inputs: unbuilt(without), problems };
  const { context = ".", dockerfile = "Dockerfile", target: stage, arguments: args } = build as Partial<ImageBuild>;
  const root = resolve(folder, context);
  const file = relative(root, resolve(root, dockerfile));
  const missing = missingFile(root, file, context);
  if (missing) return { inputs: unbuilt(without), problems: [missing] };
  const files = filesOf(root);
  const hash = hashOf(root, files, [file, stage ?? "", JSON.stringify(args ?? {})]);
  const image = `${BUILT_IMAGES}${imageName(project)}-${imageName(service)}:${hash}`;
  const made: ImageBuild = {
    service,
    image,
    context: root,
    dockerfile: file,
    files,
    ...(stage && { target: stage }),
    ...(args && { arguments: args }),
  };
  return { inputs: filled(without, image), build: made, problems: [] };
}

function filled(inputs: Properties, image: string): Properties {
  const type = knownAt(inputs, `${IMAGE}.imageRepositoryType`) ?? "ECR";
  return setAt(setAt(inputs, `${IMAGE}.imageIdentifier`, image), `${IMAGE}.imageRepositoryType`, type);
}

/** What is wrong with the build is said once; what follows from it is not. */
function unbuilt(inputs: Properties): Properties {
  return setAt(inputs, IMAGE, UNKNOWN);
}

function checkBuild(build: unknown, identifier: unknown, target: Target): Problem[] {
  if (typeof build !== "object" || build === null || Array.isArray(build)) {
    return [{ path: BUILD, message: `must be a folder, or an object with ${KEYS.join(", ")}` }];
  }
  if (target === "aws") {
    return [
      {
        path: BUILD,
        message: "builds for the local target only: push the image to ECR and name it in imageIdentifier",
      },
    ];
  }
  if (identifier !== undefined)
    return [{ path: BUILD, message: "must not stand beside imageIdentifier: one of them names the image" }];
  return Object.entries(build).flatMap(([key, value]): Problem[] => {
    const path = `${BUILD}.${key}`;
    if (!KEYS.includes(key)) {
      const right = nearest(key, KEYS);
      return [
        {
          path,
          message: `there is no such property${right ? `; did you mean ${right}?` : ""} (there are ${KEYS.join(", ")})`,
        },
      ];
    }
    if (key !== "arguments")
      return typeof value === "string" && value !== "" ? [] : [{ path, message: "must be a string" }];
    const right =
      typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "string");
    return right ? [] : [{ path, message: "must be a map of names to strings" }];
  });
}

function missingFile(root: string, dockerfile: string, context: string): Problem | undefined {
  if (!existsSync(root)) return { path: `${BUILD}.context`, message: `there is no folder ${context} beside the file` };
  if (dockerfile.startsWith("..")) return { path: `${BUILD}.dockerfile`, message: "must be within the context" };
  return existsSync(join(root, dockerfile))
    ? undefined
    : { path: `${BUILD}.dockerfile`, message: `there is no ${dockerfile} in ${context}` };
}

/** What git would commit there, ignored files left out; outside of git everything but .git and node_modules. */
function filesOf(root: string): string[] {
  try {
    const args = ["-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    const listed = execFileSync("git", args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 64 * 2 ** 20,
    });
    return [...new Set(listed.split("\0").filter((file) => file !== "" && isFile(join(root, file))))].sort();
  } catch {
    return walk(root, "").sort();
  }
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return [".git", "node_modules"].includes(entry.name) ? [] : walk(root, path);
    return isFile(join(root, path)) ? [path] : [];
  });
}

/** Sockets and the like have no content to build from. */
function isFile(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true || stat?.isSymbolicLink() === true;
}

function hashOf(root: string, files: readonly string[], more: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(more));
  for (const file of files) {
    const path = join(root, file);
    const stat = lstatSync(path);
    const content = stat.isSymbolicLink() ? readlinkSync(path) : readFileSync(path);
    hash.update(JSON.stringify([file, (stat.mode & 0o111) !== 0, content.length])).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Docker's names are lower case with single separators. */
function imageName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "app"
  );
}
