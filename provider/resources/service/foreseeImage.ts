import type { Account, Finding } from "../../core/account";
import type { Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";
import { REPOSITORY_TYPE } from "./properties";
import { publicDigest } from "./publicImage";

const IMAGE = "sourceConfiguration.imageRepository.imageIdentifier";
/** The registry is not the account: a slow one must not keep the account's own answers from the preview. */
const REGISTRY_MS = 2_000;

/**
 * Which image a tag of ECR Public stands for, so that a reader of the preview sees it. One that is not there may be pushed before the
 * update: a warning. Of private images and of a local target's nothing is said: only App Runner's role, or that Docker, knows them.
 */
export async function foreseeImage(inputs: Properties, account: Account, registry?: string): Promise<Finding[]> {
  const image = knownAt<string>(inputs, IMAGE);
  const isPublic = account.call.target === "aws" && knownAt(inputs, REPOSITORY_TYPE) === "ECR_PUBLIC";
  if (image === undefined || !isPublic) return [];
  const signal = AbortSignal.any([account.call.signal, AbortSignal.timeout(REGISTRY_MS)]);
  const digest = await account.once(`image ${image}`, () =>
    publicDigest(image, signal, registry).catch(() => undefined),
  );
  if (digest === undefined || image.endsWith(`@${digest}`)) return [];
  if (digest === "missing") {
    const message = `there is no image ${image} in ECR Public: push it first, or the deployment fails`;
    return [{ path: IMAGE, severity: "warning", message }];
  }
  return [{ path: IMAGE, severity: "note", message: `${image} is ${digest} now` }];
}
