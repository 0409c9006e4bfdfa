import { BUILT_IMAGES } from "../../../api/local";
import type { Account, Finding } from "../../core/account";
import { isApiError } from "../../core/api";
import type { Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";
import { type EcrImage, parseEcrImage } from "./ecrImage";
import { ownAccount } from "./ownAccount";
import { AUTOMATIC, IMAGE, REPOSITORY_TYPE } from "./paths";
import { publicDigest } from "./publicImage";

/**
 * Whether an image is there, and which one its tag stands for, so that a reader of the preview sees it. One that is not there may be
 * pushed before the update: a warning. For a local target the Docker of the local App Runner is asked, through its API.
 */
export async function foreseeImage(inputs: Properties, account: Account, registry?: string): Promise<Finding[]> {
  const image = knownAt<string>(inputs, IMAGE);
  if (image === undefined) return [];
  if (account.call.target === "local") return account.at("the local App Runner", () => ofThisMachine(image, account));
  if (knownAt(inputs, REPOSITORY_TYPE) === "ECR_PUBLIC")
    return account.at("ECR Public", () => ofEcrPublic(image, account, registry));
  const parts = parseEcrImage(image);
  if (!parts) return [];
  const found = await Promise.all([
    account.at("the account", () => farAway(parts, knownAt<boolean>(inputs, AUTOMATIC), account)),
    account.at("Amazon ECR", () => ofEcr(image, parts, account)),
  ]);
  return found.flat();
}

async function ofEcrPublic(image: string, account: Account, registry: string | undefined): Promise<Finding[]> {
  const digest = await account.once(`image ${image}`, ({ signal }) => publicDigest(image, signal, registry));
  if (digest === undefined) return [];
  if (digest === "missing") return [missing(image, "in ECR Public")];
  return resolved(image, digest);
}

async function ofEcr(image: string, { account: registryId, region, ...parts }: EcrImage, account: Account) {
  const { repository: repositoryName, tag: imageTag, digest: imageDigest } = parts;
  const imageIds = [imageDigest ? { imageDigest } : { imageTag }];
  try {
    const { imageDetails } = await account.once(`image ${image}`, ({ api, signal }) =>
      api.neighbour("ecr", "DescribeImages", { registryId, repositoryName, imageIds }, { region, signal }),
    );
    return resolved(image, imageDetails?.[0]?.imageDigest);
  } catch (error) {
    if (isApiError(error, "ImageNotFoundException")) return [missing(image, "in its repository")];
    if (isApiError(error, "RepositoryNotFoundException")) {
      return [missing(image, `as account ${registryId} has no repository ${repositoryName} in ${region}`)];
    }
    throw error;
  }
}

/**
 * What is not done for an image of another account or region. Sources: App Runner's developer guide ("Image repository providers") for
 * accounts, apprunner-roadmap #254 for regions.
 */
async function farAway(image: EcrImage, automatic: boolean | undefined, account: Account): Promise<Finding[]> {
  if (automatic === false) return [];
  const [own, region] = await Promise.all([ownAccount(account), account.call.api.region()]);
  if (own !== undefined && own !== image.account && automatic) {
    const message = `must be false for an image in the ECR of another account (${image.account}, the service's is ${own}): App Runner watches its own account's only`;
    return [{ path: AUTOMATIC, severity: "error", message }];
  }
  if (region === image.region || own !== image.account) return [];
  const message = `the image is in ECR of ${image.region} and the service in ${region}: App Runner does not notice new images there, so nothing is deployed by itself`;
  return [{ path: IMAGE, severity: "warning", message }];
}

async function ofThisMachine(image: string, account: Account): Promise<Finding[]> {
  const { Digest, Registry, Problem } = await account.once(`image ${image}`, ({ api, signal }) =>
    api.local("DescribeImage", { ImageIdentifier: image }, { signal }),
  );
  if (Problem !== undefined) return [warning(Problem)];
  if (Digest !== undefined) return resolved(image, Digest);
  if (image.startsWith(BUILT_IMAGES)) return [{ path: IMAGE, severity: "note", message: `${image} is built first` }];
  const text = `${image} is not on this machine: the deployment pulls it from ${Registry}`;
  // A name without a registry is mostly meant for an image that was built here.
  if (Registry === "docker.io") return [warning(`${text}, or fails. If it is built here, build it first`)];
  return [{ path: IMAGE, severity: "note", message: text }];
}

function resolved(image: string, digest: string | undefined): Finding[] {
  if (digest === undefined || image.endsWith(`@${digest}`)) return [];
  return [{ path: IMAGE, severity: "note", message: `${image} is ${digest} now` }];
}

function missing(image: string, where: string): Finding {
  return warning(`there is no image ${image} ${where}: push it first, or the deployment fails`);
}

function warning(message: string): Finding {
  return { path: IMAGE, severity: "warning", message };
}
