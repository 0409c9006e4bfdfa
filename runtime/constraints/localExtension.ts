import { APPRUNNER_REGIONS, REGION_PATTERN } from "../../api/regions";
import { type Shape, shape } from "../../api/shapes";

/**
 * What the local App Runner accepts beyond AWS, all of it, in this one place; `--strict` switches it off:
 *
 * 1. Images: any image reference that the machine's engine can resolve (`hello:latest`, `ghcr.io/a/b@sha256:...`), not only Amazon
 *    ECR's. One that is not ECR's needs no access role, whatever its ImageRepositoryType says.
 * 2. Repositories: `file:///path/of/a/git/repository`, which needs no connection, and https repositories of any host (AWS: GitHub and
 *    Bitbucket), which do.
 * 3. Regions: any name in the form of a region; each is a name space of its own. (Used by the wire, see `isRegionAccepted`.)
 */
export interface Acceptance {
  /** True: only what AWS accepts. */
  strict: boolean;
}

/** The shape whose constraints are in force under a name. */
export function shapeInForce(name: string, { strict }: Acceptance): Shape {
  const original = shape(name);
  return name === "ImageIdentifier" && !strict ? { ...original, pattern: IMAGE_REFERENCE } : original;
}

/** True for an image that the API's own pattern accepts: one in Amazon ECR or Amazon ECR Public. */
export function isEcrImage(identifier: string): boolean {
  return ECR_IMAGE.test(identifier);
}

/** Why a repository's URL is refused; undefined when it is accepted. */
export function refuseRepositoryUrl(url: string, { strict }: Acceptance): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === "file:" && !strict) {
    return parsed.host === ""
      ? undefined
      : "a file:// URL must name a folder of this machine, as in file:///home/me/app";
  }
  if (parsed?.protocol !== "https:") {
    return strict ? "it must start with https://" : "it must start with https:// or file:///";
  }
  if (parsed.username || parsed.password) return "it must not contain credentials; use a connection";
  if (strict && !STRICT_HOSTS.includes(parsed.hostname)) return `its host must be one of ${STRICT_HOSTS.join(", ")}`;
  return undefined;
}

/** True when a repository is reached through a connection. */
export function needsConnection(url: string): boolean {
  return !url.toLowerCase().startsWith("file:");
}

/** Whether a region may be signed for. */
export function isRegionAccepted(region: string, { strict }: Acceptance): boolean {
  return strict ? APPRUNNER_REGIONS.includes(region) : REGION_PATTERN.test(region);
}

const STRICT_HOSTS = ["github.com", "bitbucket.org"];

/** Docker's reference grammar: [host[:port]/]name[:tag][@digest]. Source: distribution/reference. */
const IMAGE_REFERENCE =
  "(?:[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?\\/)?" +
  "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:\\/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*" +
  "(?::\\w[\\w.-]{0,127})?(?:@[a-z0-9]+:[0-9a-f]{32,128})?";

const ECR_IMAGE = new RegExp(`^(?:${shape("ImageIdentifier").pattern})$`);
