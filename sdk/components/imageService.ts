import * as pulumi from "@pulumi/pulumi";
import { Service, type ServiceArgs } from "../generated";
import type { ImageConfigurationArgs } from "../generated/types";
import { type BuiltImage, buildAndPush, buildHere, type ImageBuildArgs } from "./dockerImage";
import { checkRepository, loginOf, makeAccessRole, makeRepository } from "./ecr";

/** Everything of a Service but its source, and what the image is built from. */
export interface ImageServiceArgs extends ImageBuildArgs, Omit<ServiceArgs, "sourceConfiguration" | "ignoreImage"> {
  /** How to run the image: port, start command, environment variables, secrets. */
  imageConfiguration?: pulumi.Input<ImageConfigurationArgs>;
  /** URL of the ECR repository that the image is pushed to. Left out, one is made, and removed with its images. */
  repositoryUrl?: pulumi.Input<string>;
  /** Tag that the image is pushed under; what is deployed is its digest. Default: latest. */
  tag?: pulumi.Input<string>;
  /** ARN of the role with which App Runner pulls the image from ECR. Left out, one is made. */
  accessRoleArn?: pulumi.Input<string>;
  /** Whether the image goes to ECR. Default: whether `apprunner:target` is aws; a local App Runner takes it from the machine's engine. */
  push?: boolean;
}

/**
 * A service from a Dockerfile: builds the image with @pulumi/docker, pushes it to ECR for AWS (with @pulumi/aws), and deploys exactly what
 * was built, by its digest. When nothing it is built from has changed, nothing is deployed. Throws a RunError when a package is missing.
 */
export class ImageService extends pulumi.ComponentResource {
  readonly service: Service;
  /** The image that is deployed: its repository and digest, or, on a local App Runner, its id. */
  readonly imageIdentifier: pulumi.Output<string>;
  /** The ECR repository; undefined without a push. */
  readonly repositoryUrl: pulumi.Output<string> | undefined;
  readonly url: Service["url"];
  readonly serviceArn: pulumi.Output<string>;

  constructor(name: string, args: ImageServiceArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("apprunner:index:ImageService", name, {}, opts);
    const { imageConfiguration, build, aws, service } = sortArgs(args);
    const push = aws.push ?? new pulumi.Config("apprunner").get("target") !== "local";
    const { identifier, repositoryUrl, accessRoleArn, before } = push
      ? onAws(name, aws, build, this)
      : { ...buildHere(`${name}-image`, localName(name), build, this), ...NOTHING_ELSE };
    this.service = new Service(
      name,
      {
        ...service,
        sourceConfiguration: {
          imageRepository: { imageIdentifier: identifier, imageRepositoryType: "ECR", imageConfiguration },
          // A digest never stands for another image.
          autoDeploymentsEnabled: false,
          ...(accessRoleArn !== undefined && { authenticationConfiguration: { accessRoleArn } }),
        },
      },
      { parent: this, dependsOn: before },
    );
    this.imageIdentifier = identifier;
    this.repositoryUrl = repositoryUrl;
    this.url = this.service.url;
    this.serviceArn = this.service.serviceArn;
    this.registerOutputs({ imageIdentifier: identifier, url: this.url, serviceArn: this.serviceArn });
  }
}

type AwsArgs = Pick<ImageServiceArgs, "repositoryUrl" | "tag" | "accessRoleArn" | "push">;

interface Source {
  identifier: pulumi.Output<string>;
  repositoryUrl: pulumi.Output<string> | undefined;
  accessRoleArn: pulumi.Input<string> | undefined;
  /** What the service needs that no input of it names. */
  before: pulumi.Resource[];
}

const NOTHING_ELSE = { repositoryUrl: undefined, accessRoleArn: undefined, before: [] };

function sortArgs(args: ImageServiceArgs): {
  imageConfiguration: ImageServiceArgs["imageConfiguration"];
  build: ImageBuildArgs;
  aws: AwsArgs;
  service: Omit<ServiceArgs, "sourceConfiguration">;
} {
  const { context, dockerfile, args: values, target, ...rest } = args;
  const { imageConfiguration, repositoryUrl, tag, accessRoleArn, push, ...service } = rest;
  return {
    imageConfiguration,
    build: { context, dockerfile, args: values, target },
    aws: { repositoryUrl, tag, accessRoleArn, push },
    service,
  };
}

function onAws(
  name: string,
  { repositoryUrl, tag = "latest", accessRoleArn }: AwsArgs,
  build: ImageBuildArgs,
  parent: ImageService,
): Source {
  const repository =
    repositoryUrl === undefined ? makeRepository(name.toLowerCase(), parent) : checkRepository(repositoryUrl);
  const push = { repositoryUrl: repository, tag, registry: loginOf(repository, parent) };
  const { identifier }: BuiltImage = buildAndPush(`${name}-image`, push, build, parent);
  const role = accessRoleArn === undefined ? makeAccessRole(`${name}-access`, parent) : undefined;
  return {
    identifier,
    repositoryUrl: repository,
    accessRoleArn: role ? role.arn : accessRoleArn,
    before: role ? [role.ready] : [],
  };
}

/** Stacks on one machine share its engine, so the name says whose image it is. Docker's names are lower case. */
function localName(name: string): string {
  const parts = [pulumi.getProject(), pulumi.getStack(), name].map((part) =>
    part
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, ""),
  );
  return `apprunner/${parts.filter(Boolean).join("-")}:latest`;
}
