import { posix } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type ResourceClass, requireOptional } from "./optionalPackage";

/** The versions of @pulumi/docker that this was written for; the first that answers the id of an image that is not pushed is 4.4. */
const DOCKER_RANGE = ">=4.4.0 <6.0.0";

/** What an image is built from. */
export interface ImageBuildArgs {
  /** Folder that the Dockerfile sees, absolute or from the program's folder. Default: the program's folder. */
  context?: pulumi.Input<string>;
  /** Path of the Dockerfile within the context. Default: Dockerfile. */
  dockerfile?: pulumi.Input<string>;
  /** Values of the Dockerfile's ARGs. They are kept in the image: no place for secrets. */
  args?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Stage of the Dockerfile to build. Default: the last. */
  target?: pulumi.Input<string>;
}

/** Where a built image is pushed. */
export interface Push {
  repositoryUrl: pulumi.Output<string>;
  tag: pulumi.Input<string>;
  registry: { server: pulumi.Output<string>; username: pulumi.Output<string>; password: pulumi.Output<string> };
}

interface ImageArgs {
  imageName: pulumi.Input<string>;
  build: Record<string, unknown>;
  skipPush?: boolean;
  registry?: Push["registry"];
}

interface Docker {
  Image: ResourceClass<ImageArgs, { repoDigest: pulumi.Output<string | undefined> }>;
}

/** App Runner's instances are x86-64 whatever machine builds for them. Source: developer guide, "Deploying a new service". */
const PLATFORM = "linux/amd64";

/** Builds an image for this machine's own engine, under `name`; answers what names exactly this image: its id. */
export function buildHere(
  resourceName: string,
  name: string,
  build: ImageBuildArgs,
  parent: pulumi.Resource,
): BuiltImage {
  const args: ImageArgs = { imageName: name, build: buildOf(build), skipPush: true };
  const resource = new (docker().Image)(resourceName, args, { parent });
  return { resource, identifier: resource.repoDigest.apply((id) => must(id)) };
}

/** Builds an image for App Runner on AWS and pushes it; answers its repository with its digest. */
export function buildAndPush(
  resourceName: string,
  { repositoryUrl, tag, registry }: Push,
  build: ImageBuildArgs,
  parent: pulumi.Resource,
): BuiltImage {
  const args: ImageArgs = {
    imageName: pulumi.interpolate`${repositoryUrl}:${tag}`,
    build: { ...buildOf(build), platform: PLATFORM },
    registry,
  };
  const resource = new (docker().Image)(resourceName, args, { parent });
  // An image that was pushed elsewhere too may be answered under its name there.
  const digest = resource.repoDigest.apply((answer) => must(answer).replace(/^.*@/, ""));
  return { resource, identifier: pulumi.interpolate`${repositoryUrl}@${digest}` };
}

/** An image and what names exactly this one. */
export interface BuiltImage {
  resource: pulumi.Resource;
  identifier: pulumi.Output<string>;
}

/** @pulumi/docker looks for the Dockerfile from the program's folder, not from the context. */
function buildOf({ context = ".", dockerfile = "Dockerfile", args, target }: ImageBuildArgs): Record<string, unknown> {
  const path = pulumi.all([context, dockerfile]).apply(([folder, file]) => posix.join(folder, file));
  return { context, dockerfile: path, args, target };
}

function must(digest: string | undefined): string {
  if (digest) return digest;
  throw new pulumi.RunError(`@pulumi/docker says nothing of what it built: take a version ${DOCKER_RANGE}`);
}

function docker(): Docker {
  return requireOptional<Docker>("@pulumi/docker", DOCKER_RANGE, "An ImageService");
}
