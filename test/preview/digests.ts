import type { Properties } from "../../provider/core/resource";
import type { DigestStep, PreviewDigest } from "../../sdk/preview/digest";

const STATE_TYPE = "pulumi-nodejs:dynamic/apprunner";

/** A step as `pulumi preview --json` has it for one of this provider's kinds. */
export function aStep(
  op: string,
  kind: string,
  name: string,
  sides: { old?: Properties; new?: Properties } & Partial<DigestStep>,
): DigestStep {
  const { old, new: wanted, ...rest } = sides;
  const type = `${STATE_TYPE}:${kind}`;
  const urn = `urn:pulumi:dev::shop::${type}::${name}`;
  return {
    op,
    urn,
    ...(old && { oldState: { type, urn, id: `${name}-id`, inputs: old, outputs: old } }),
    ...(wanted && { newState: { type, urn, inputs: wanted } }),
    ...rest,
  };
}

export function aDigest(...steps: DigestStep[]): PreviewDigest {
  return { steps, diagnostics: [] };
}

/** Inputs of a service out of an image. */
export function anImageService(image: string, more: Properties = {}): Properties {
  return {
    serviceName: "web",
    sourceConfiguration: {
      imageRepository: { imageIdentifier: image, imageRepositoryType: "ECR" },
      autoDeploymentsEnabled: false,
    },
    ...more,
  };
}

/** Inputs of a service out of code. */
export function aCodeService(repositoryUrl: string, more: Properties = {}): Properties {
  return {
    serviceName: "web",
    sourceConfiguration: {
      codeRepository: { repositoryUrl, sourceCodeVersion: { type: "BRANCH", value: "main" } },
      autoDeploymentsEnabled: false,
    },
    ...more,
  };
}
