import { cpuUnits, DEFAULT_INSTANCE_SIZE, INSTANCE_SIZES, memoryMegabytes } from "../../../api/instanceSizes";
import { notAllowed } from "../../core/notAllowed";
import type { Problem, Properties, Target } from "../../core/resource";
import { isGiven, knownAt, look } from "../../core/unknown";
import { environmentRules } from "./environmentRules";
import { sourceRules } from "./sourceRules";

/**
 * Combinations of a Service's inputs that App Runner refuses, or builds for minutes before it refuses them. Sources: developer guide
 * ("App Runner supported configurations", "Service source"), API reference, and answers seen by others.
 */
export function rules(inputs: Properties, target: Target): Problem[] {
  return [
    ...sourceRules(inputs, target),
    ...instanceSize(inputs),
    ...environmentRules(inputs),
    ...healthCheckPath(inputs),
    ...egress(inputs),
    ...tracing(inputs, target),
  ];
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

/** It is sent as it is in the request line of a health check. */
function healthCheckPath(inputs: Properties): Problem[] {
  const path = "healthCheckConfiguration.path";
  const asked = knownAt<string>(inputs, path);
  if (asked === undefined || /^\/[\x21-\x7e]*$/.test(asked)) return [];
  return [notAllowed(path, asked, "a URL path: / first, and other than URL characters percent-encoded")];
}

function egress(inputs: Properties): Problem[] {
  const path = "networkConfiguration.egressConfiguration";
  const type = look(inputs, `${path}.egressType`);
  const connector = isGiven(inputs, `${path}.vpcConnectorArn`);
  if (type.state === "known" && type.value === "VPC" && !connector) {
    return [{ path: `${path}.vpcConnectorArn`, message: "is required when egressType is VPC" }];
  }
  if (!connector || type.state === "unknown") return [];
  if (type.state === "absent") {
    return [{ path: `${path}.egressType`, message: "is required with vpcConnectorArn: must be VPC" }];
  }
  return type.value === "VPC"
    ? []
    : [notAllowed(`${path}.egressType`, type.value, "VPC when vpcConnectorArn is given")];
}

/** Source: API reference, ServiceObservabilityConfiguration. A local App Runner has no configuration of AWS's own to fall back on. */
function tracing(inputs: Properties, target: Target): Problem[] {
  const path = "observabilityConfiguration.observabilityConfigurationArn";
  const enabled = knownAt<boolean>(inputs, "observabilityConfiguration.observabilityEnabled");
  const arn = look(inputs, path);
  if (enabled === false && arn.state === "known") {
    return [notAllowed(path, arn.value, "left out when observabilityEnabled is false")];
  }
  if (enabled !== true || arn.state !== "absent" || target !== "local") return [];
  return [{ path, message: "is required when observabilityEnabled is true" }];
}
