import { cpuUnits, DEFAULT_INSTANCE_SIZE, INSTANCE_SIZES, memoryMegabytes } from "../../../api/instanceSizes";
import { RESERVED_VARIABLE_PREFIX } from "../../../api/reservedNames";
import type { Problem, Properties, Target } from "../../core/resource";
import { isGiven, knownAt, look } from "../../core/unknown";
import { REPOSITORY_TYPE } from "./properties";

const CODE = "sourceConfiguration.codeRepository";
const IMAGE = "sourceConfiguration.imageRepository";
const CODE_VALUES = `${CODE}.codeConfiguration.codeConfigurationValues`;
const CONFIGURATIONS = [CODE_VALUES, `${IMAGE}.imageConfiguration`];
const CONNECTION = "sourceConfiguration.authenticationConfiguration.connectionArn";
const ACCESS_ROLE = "sourceConfiguration.authenticationConfiguration.accessRoleArn";

/**
 * Combinations of a Service's inputs that App Runner refuses, or builds for minutes before it refuses them. Sources: developer guide
 * ("App Runner supported configurations", "Service source"), API reference, and answers seen by others.
 */
export function rules(inputs: Properties, target: Target): Problem[] {
  return [
    ...oneSource(inputs),
    ...codeConfiguration(inputs),
    ...codeAccess(inputs, target),
    ...imageAccess(inputs, target),
    ...instanceSize(inputs),
    ...variables(inputs),
    ...egress(inputs),
  ];
}

function oneSource(inputs: Properties): Problem[] {
  const path = "sourceConfiguration";
  if (look(inputs, path).state !== "known") return [];
  const given = [CODE, IMAGE].filter((source) => isGiven(inputs, source));
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
  if (/^[a-z+]+:\/\/[^/@]*:[^/@]*@/i.test(url)) {
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
  if (target === "local" || isGiven(inputs, CONNECTION)) return [];
  return [{ path: CONNECTION, message: "is required: App Runner reads a code repository through a connection" }];
}

function imageAccess(inputs: Properties, target: Target): Problem[] {
  const type = knownAt<string>(inputs, REPOSITORY_TYPE);
  const problems: Problem[] = [];
  if (type === "ECR_PUBLIC" && isGiven(inputs, ACCESS_ROLE)) {
    problems.push({ path: ACCESS_ROLE, message: "must be left out for an image in ECR_PUBLIC, which anyone can read" });
  }
  if (type === "ECR" && target === "aws" && !isGiven(inputs, ACCESS_ROLE)) {
    problems.push({ path: ACCESS_ROLE, message: "is required for an image in ECR: the role that pulls it" });
  }
  const automatic = "sourceConfiguration.autoDeploymentsEnabled";
  if (type === "ECR_PUBLIC" && knownAt(inputs, automatic) === true) {
    problems.push({
      path: automatic,
      message: "must be false for an image in ECR_PUBLIC, which App Runner cannot watch",
    });
  }
  return problems;
}

function instanceSize(inputs: Properties): Problem[] {
  const path = "instanceConfiguration";
  const [cpu, memory] = ["cpu", "memory"].map((name) => look(inputs, `${path}.${name}`));
  if (cpu!.state === "unknown" || memory!.state === "unknown") return [];
  const units = cpu!.state === "known" ? cpuUnits(String(cpu!.value)) : DEFAULT_INSTANCE_SIZE.cpu;
  const megabytes = memory!.state === "known" ? memoryMegabytes(String(memory!.value)) : DEFAULT_INSTANCE_SIZE.memory;
  const right = INSTANCE_SIZES[units] ?? [];
  if (right.length === 0 || right.includes(megabytes)) return [];
  const choices = right.map((size) => `"${size / 1024} GB"`).join(", ");
  return [
    { path: `${path}.memory`, message: `${megabytes} MB do not go with ${units} CPU units: must be one of ${choices}` },
  ];
}

function variables(inputs: Properties): Problem[] {
  return CONFIGURATIONS.flatMap((configuration) => {
    const plain = knownAt<Properties>(inputs, `${configuration}.runtimeEnvironmentVariables`) ?? {};
    const secret = knownAt<Properties>(inputs, `${configuration}.runtimeEnvironmentSecrets`) ?? {};
    return [
      ...reserved(`${configuration}.runtimeEnvironmentVariables`, plain),
      ...reserved(`${configuration}.runtimeEnvironmentSecrets`, secret),
      ...twice(`${configuration}.runtimeEnvironmentSecrets`, plain, secret),
      ...roleForSecrets(inputs, secret),
    ];
  });
}

function reserved(path: string, names: Properties): Problem[] {
  const wrong = Object.keys(names).filter((name) => name.toUpperCase().startsWith(RESERVED_VARIABLE_PREFIX));
  const message = `names that start with ${RESERVED_VARIABLE_PREFIX} are reserved for App Runner; choose another`;
  return wrong.map((name) => ({ path: `${path}.${name}`, message }));
}

function twice(path: string, plain: Properties, secret: Properties): Problem[] {
  const both = Object.keys(secret).filter((name) => name in plain);
  return both.map((name) => ({
    path: `${path}.${name}`,
    message: "is among runtimeEnvironmentVariables too; give it once",
  }));
}

function roleForSecrets(inputs: Properties, secret: Properties): Problem[] {
  const path = "instanceConfiguration.instanceRoleArn";
  if (Object.keys(secret).length === 0 || isGiven(inputs, path)) return [];
  return [{ path, message: "is required with runtimeEnvironmentSecrets: the app reads them with this role" }];
}

function egress(inputs: Properties): Problem[] {
  const path = "networkConfiguration.egressConfiguration";
  const type = look(inputs, `${path}.egressType`);
  const connector = isGiven(inputs, `${path}.vpcConnectorArn`);
  if (type.state === "known" && type.value === "VPC" && !connector) {
    return [{ path: `${path}.vpcConnectorArn`, message: "is required when egressType is VPC" }];
  }
  if (connector && (type.state === "absent" || (type.state === "known" && type.value === "DEFAULT"))) {
    return [{ path: `${path}.egressType`, message: "must be VPC when vpcConnectorArn is given" }];
  }
  return [];
}
