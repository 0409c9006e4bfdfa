import type { DigestDiagnostic } from "./digest";
import type { SourceChange } from "./report";

/** What the provider's look at a registry says of a tag (provider/resources/service/foreseeImage.ts), however it is decorated. */
const RESOLVED = /(\S+) is (sha256:[0-9a-f]{64}) now/;

/** Sources with the digest that an image's tag stands for, where the preview has found it: `web:1 (sha256:3f2a9c1b0d4e)`. */
export function withDigests(sources: SourceChange[], diagnostics: readonly DigestDiagnostic[]): SourceChange[] {
  const found = diagnostics.flatMap(({ message }): [string, string][] => {
    const [, image, digest] = RESOLVED.exec(message) ?? [];
    return image && digest ? [[image, digest]] : [];
  });
  const digests = new Map(found);
  return sources.map((source) => {
    const digest = digests.get(source.after);
    return digest === undefined ? source : { ...source, after: `${source.after} (${digest.slice(0, 19)})` };
  });
}
