import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BuildPlan } from "../../model/buildPlan";
import type { EngineImage } from "../engine";
import { fileNameOf, type Layout, readJson, writeJson } from "./layout";

/** A prepared folder and what it is. An image is there once its manifest is; a folder without one is a build that never ended. */
export interface Manifest extends EngineImage {
  /** Holds `app`, and for Python `venv`; its path is written into scripts of the venv, so it never moves. */
  folder: string;
  language: BuildPlan["language"];
}

const manifestPath = (layout: Layout, reference: string): string =>
  join(layout.images, `${fileNameOf(reference)}.json`);

export function findImage(layout: Layout, reference: string): Manifest | undefined {
  const manifest = readJson<Manifest>(manifestPath(layout, reference));
  return manifest?.reference === reference && existsSync(manifest.folder) ? manifest : undefined;
}

export function keepImage(layout: Layout, manifest: Manifest): void {
  writeJson(manifestPath(layout, manifest.reference), manifest);
}

/** Manifest first: what is half removed is no image. */
export function removeImage(layout: Layout, reference: string): void {
  const manifest = readJson<Manifest>(manifestPath(layout, reference));
  rmSync(manifestPath(layout, reference), { force: true });
  if (manifest) rmSync(manifest.folder, { recursive: true, force: true });
}

export function listImages(layout: Layout): Manifest[] {
  return list(layout.images)
    .filter((name) => name.endsWith(".json"))
    .map((name) => readJson<Manifest>(join(layout.images, name)))
    .filter((manifest) => manifest !== undefined);
}

/** Removes folders of builds that a crash ended; `running` are those of builds that go on now. */
export function removeUnfinished(layout: Layout, running: ReadonlySet<string>): void {
  const kept = new Set(listImages(layout).map(({ folder }) => folder));
  for (const name of list(layout.builds)) {
    const folder = join(layout.builds, name);
    if (!kept.has(folder) && !running.has(folder)) rmSync(folder, { recursive: true, force: true });
  }
}

function list(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory) : [];
}
