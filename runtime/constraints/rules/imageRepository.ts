import type { ImageRepository, SourceConfiguration } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../../model/apiError";
import { isEcrImage } from "../localExtension";

const PUBLIC_HOST = "public.ecr.aws/";

/**
 * The rules of an image source. A private image needs a role to read it, a public one has none and is not deployed by itself. Source:
 * API reference, AuthenticationConfiguration and SourceConfiguration; guide, "Deploying from Amazon ECR Public". An image outside Amazon
 * ECR (local extension) needs no role.
 */
export function checkImageRepository(image: ImageRepository, source: SourceConfiguration): void {
  const { ImageIdentifier: identifier = "", ImageRepositoryType: type } = image;
  const role = source.AuthenticationConfiguration?.AccessRoleArn;
  if (isEcrImage(identifier)) checkType(identifier, type);
  if (type === "ECR_PUBLIC") {
    if (role) {
      throw invalidRequest(
        "AuthenticationConfiguration can't have an AccessRoleArn for an image in Amazon ECR Public.",
      );
    }
    if (source.AutoDeploymentsEnabled) {
      throw invalidRequest(
        "AutoDeploymentsEnabled can't be true for an image in Amazon ECR Public: App Runner doesn't support automatic deployments for it.",
      );
    }
  } else if (!role && isEcrImage(identifier)) {
    throw invalidRequest("AuthenticationConfiguration must have an AccessRoleArn for an image in Amazon ECR.");
  }
}

function checkType(identifier: string, type: string | undefined): void {
  const expected = identifier.startsWith(PUBLIC_HOST) ? "ECR_PUBLIC" : "ECR";
  if (type !== expected) {
    throw invalidRequest(`The ImageRepositoryType must be ${expected} for the image '${identifier}'.`);
  }
}
