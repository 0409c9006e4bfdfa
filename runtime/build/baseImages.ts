import type { RuntimeName } from "../model/buildPlan";
import { findRuntime, RUNTIMES } from "./runtimeTable";

/** Base images that take the place of the table's own (runtimes.json), by runtime. */
export type BaseImages = Partial<Record<RuntimeName, string>>;

/** Reads `PYTHON_311=registry.example.com/python:3.11,GO_1=...`; an empty text sets none. Throws an Error that says what would do. */
export function readBaseImages(text: string): BaseImages {
  const images: BaseImages = {};
  for (const part of text.split(",").map((each) => each.trim())) {
    if (part === "") continue;
    const at = part.indexOf("=");
    const [name, image] = at < 0 ? [part, ""] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    const runtime = findRuntime(name)?.runtime;
    if (!runtime) {
      throw new Error(
        `There is no runtime '${name}'. The runtimes are ${RUNTIMES.map((row) => row.runtime).join(", ")}.`,
      );
    }
    if (!/^[^\s=]+$/.test(image)) {
      throw new Error(
        `'${part}' must be a runtime, '=' and the name of an image, as in ${runtime}=registry.example.com/base:1.`,
      );
    }
    images[runtime] = image;
  }
  return images;
}
