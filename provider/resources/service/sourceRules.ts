import { notAllowed } from "../../core/notAllowed";
import type { Problem, Properties, Target } from "../../core/resource";
import { isGiven, knownAt, look } from "../../core/unknown";
import {
  ACCESS_ROLE,
  AUTOMATIC,
  CODE,
  CODE_VALUES,
  CONFIGURATIONS,
  CONNECTION,
  IMAGE,
  IMAGE_REPOSITORY,
  REPOSITORY_TYPE,
} from "./paths";

/** Combinations of a Service's source that App Runner refuses, or builds for minutes before it refuses them. */
export function sourceRules(inputs: Properties, target: Target): Problem[] {
  return [
    ...oneSource(inputs),
    ...codeConfiguration(inputs),
    ...codeAccess(inputs, target),
    ...branch(inputs),
    ...sourceDirectory(inputs),
    ...imageType(inputs),
    ...imageAccess(inputs, target),
    ...ports(inputs),
  ];
}

function oneSource(inputs: Properties): Problem[] {
  const path = "sourceConfiguration";
  if (look(inputs, path).state !== "known") return [];
  const given = [CODE, IMAGE_REPOSITORY].filter((source) => isGiven(inputs, source));
  const unknown = given.some((source) => look(inputs, source).state === "unknown");
  if (given.length === 1 || unknown) return [];
  const found = given.length === 0 ? "neither is given" : "both are";
  return [{ path, message: `must have exactly one of codeRepository and imageRepository; ${found}` }];
}

function codeConfiguration(inputs: Properties): Problem[] {
  const source = knownAt<string>(inputs, `${CODE}.codeConfiguration.configurationSource`);
  const given = isGiven(inputs, CODE_VALUES);
  if (source === "REPOSITORY" && given) {
    const message =
      "is for configurationSource API only; with REPOSITORY the values stand in apprunner.yaml of the source directory";
    return [{ path: CODE_VALUES, message }];
  }
  if (source === "API" && !given)
    return [{ path: CODE_VALUES, message: "is required when configurationSource is API" }];
  return [];
}

function codeAccess(inputs: Properties, target: Target): Problem[] {
  const path = `${CODE}.repositoryUrl`;
  const url = knownAt<string>(inputs, path);
  if (url === undefined) return [];
  if (/^[a-z+]+:\/\/[^/]*@/i.test(url)) {
    return [
      { path, message: "must not contain credentials; App Runner reads a private repository through a connection" },
    ];
  }
  if (url.startsWith("file://")) {
    return target === "local" ? [] : [{ path, message: "a file:// repository exists for the local target only" }];
  }
  if (!/^https:\/\//.test(url)) {
    return [
      { path, message: `must be an https:// URL${target === "local" ? " or file:///path/of/a/repository" : ""}` },
    ];
  }
  if (isGiven(inputs, CONNECTION)) return [];
  return [{ path: CONNECTION, message: "is required: App Runner reads a code repository through a connection" }];
}

/** Source: git check-ref-format. */
function branch(inputs: Properties): Problem[] {
  const path = `${CODE}.sourceCodeVersion.value`;
  const name = knownAt<string>(inputs, path);
  if (name === undefined) return [];
  const wrong = /^-|^\/|[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/$|\.$/.test(name);
  return name === "" || wrong ? [notAllowed(path, name, "the name of a branch")] : [];
}

function sourceDirectory(inputs: Properties): Problem[] {
  const path = `${CODE}.sourceDirectory`;
  const folder = knownAt<string>(inputs, path);
  if (!folder?.split("/").includes("..")) return [];
  return [notAllowed(path, folder, "a path from the root of the repository, without ..")];
}

/** An image outside ECR, which only a local App Runner runs, may be said to be of either type. */
function imageType(inputs: Properties): Problem[] {
  const image = knownAt<string>(inputs, IMAGE) ?? "";
  const type = knownAt<string>(inputs, REPOSITORY_TYPE);
  if (type === undefined) return [];
  const right = /^public\.ecr\.aws\//.test(image) ? "ECR_PUBLIC" : /^\d{12}\.dkr\.ecr\./.test(image) ? "ECR" : type;
  return type === right ? [] : [notAllowed(REPOSITORY_TYPE, type, `${right} for the image ${image}`)];
}

function ports(inputs: Properties): Problem[] {
  return CONFIGURATIONS.flatMap((configuration) => {
    const path = `${configuration}.port`;
    const port = knownAt<string>(inputs, path);
    if (port === undefined || (/^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65535)) return [];
    return [notAllowed(path, port, 'the number of a port as a string, "1" to "65535"')];
  });
}

function imageAccess(inputs: Properties, target: Target): Problem[] {
  const type = knownAt<string>(inputs, REPOSITORY_TYPE);
  const problems: Problem[] = [];
  if (type === "ECR_PUBLIC" && isGiven(inputs, ACCESS_ROLE)) {
    const right = "left out for an image in ECR_PUBLIC, which anyone can read";
    problems.push(notAllowed(ACCESS_ROLE, knownAt(inputs, ACCESS_ROLE), right));
  }
  if (type === "ECR" && target === "aws" && !isGiven(inputs, ACCESS_ROLE)) {
    problems.push({ path: ACCESS_ROLE, message: "is required for an image in ECR: the role that pulls it" });
  }
  if (type === "ECR_PUBLIC" && knownAt(inputs, AUTOMATIC) === true) {
    problems.push(notAllowed(AUTOMATIC, true, "false for an image in ECR_PUBLIC, which App Runner cannot watch"));
  }
  return problems;
}
