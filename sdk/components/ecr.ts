import * as pulumi from "@pulumi/pulumi";
import { AWS_RANGE } from "./awsRange";
import { type ResourceClass, requireOptional } from "./optionalPackage";

interface Ecr {
  Repository: ResourceClass<{ forceDelete: boolean }, { repositoryUrl: pulumi.Output<string> }>;
  getAuthorizationTokenOutput(
    args: { registryId: pulumi.Input<string> },
    opts: pulumi.InvokeOptions,
  ): pulumi.Output<{ userName: string; password: string }>;
}

interface Iam {
  Role: ResourceClass<
    { assumeRolePolicy: string; description: string },
    { arn: pulumi.Output<string>; name: pulumi.Output<string> }
  >;
  RolePolicyAttachment: ResourceClass<{ role: pulumi.Input<string>; policyArn: string }, object>;
}

/** Who builds for App Runner, and so pulls images; and what it may do then. Source: developer guide, "Access role". */
const PULLER = "build.apprunner.amazonaws.com";
const PULL_POLICY = "arn:aws:iam::aws:policy/service-role/AWSAppRunnerServicePolicyForECRAccess";

/** A repository of Amazon ECR that is removed with the images in it. */
export function makeRepository(name: string, parent: pulumi.Resource): pulumi.Output<string> {
  return new (ecr().Repository)(name, { forceDelete: true }, { parent }).repositoryUrl;
}

/** A repository that the program has. Throws a RunError for one elsewhere, at once where it is known. */
export function checkRepository(repositoryUrl: pulumi.Input<string>): pulumi.Output<string> {
  if (typeof repositoryUrl === "string") accountOf(repositoryUrl);
  return pulumi.output(repositoryUrl);
}

/** How to log in where a repository is; for twelve hours. */
export function loginOf(
  repositoryUrl: pulumi.Output<string>,
  parent: pulumi.Resource,
): { server: pulumi.Output<string>; username: pulumi.Output<string>; password: pulumi.Output<string> } {
  const registryId = repositoryUrl.apply(accountOf);
  const token = ecr().getAuthorizationTokenOutput({ registryId }, { parent });
  return {
    server: repositoryUrl,
    username: token.apply(({ userName }) => userName),
    password: pulumi.secret(token.apply(({ password }) => password)),
  };
}

/** A role with which App Runner pulls images; `ready` is there once it may. */
export function makeAccessRole(
  name: string,
  parent: pulumi.Resource,
): { arn: pulumi.Output<string>; ready: pulumi.Resource } {
  const { Role, RolePolicyAttachment } = requireOptional<Iam>("@pulumi/aws/iam", AWS_RANGE, PURPOSE);
  const assumeRolePolicy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: PULLER }, Action: "sts:AssumeRole" }],
  });
  const role = new Role(name, { assumeRolePolicy, description: "Lets App Runner pull images" }, { parent });
  const ready = new RolePolicyAttachment(name, { role: role.name, policyArn: PULL_POLICY }, { parent });
  return { arn: role.arn, ready };
}

const PURPOSE = "An ImageService on AWS";

function ecr(): Ecr {
  return requireOptional<Ecr>("@pulumi/aws/ecr", AWS_RANGE, PURPOSE);
}

/** `000000000000` of `000000000000.dkr.ecr.us-east-1.amazonaws.com/shop`. */
function accountOf(repositoryUrl: string): string {
  const account = /^(\d{12})\.dkr\.ecr\.[^/]+\/.+/.exec(repositoryUrl)?.[1];
  if (account) return account;
  throw new pulumi.RunError(
    `repositoryUrl "${repositoryUrl}" is no repository of Amazon ECR: <account>.dkr.ecr.<region>.amazonaws.com/<name>`,
  );
}
