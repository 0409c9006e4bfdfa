import type { InstanceConfiguration, SourceConfiguration } from "@aws-sdk/client-apprunner";
import { cpuUnits, DEFAULT_INSTANCE_SIZE, INSTANCE_SIZES, memoryMegabytes } from "../../../api/instanceSizes";
import { invalidRequest } from "../../model/apiError";
import { environmentsOf } from "./environment";

/** CPU and memory come in pairs; what is left out has its default. */
export function checkInstanceSize({ Cpu, Memory }: InstanceConfiguration): void {
  const cpu = Cpu === undefined ? DEFAULT_INSTANCE_SIZE.cpu : cpuUnits(Cpu);
  const memory = Memory === undefined ? DEFAULT_INSTANCE_SIZE.memory : memoryMegabytes(Memory);
  const sizes = INSTANCE_SIZES[cpu] ?? [];
  if (sizes.includes(memory)) return;
  if (sizes.length === 0) throw invalidRequest(`The Cpu '${Cpu}' isn't supported.`);
  throw invalidRequest(
    `The combination of Cpu ${cpu} and Memory ${memory} isn't supported. With Cpu ${cpu} (${cpu / 1024} vCPU), Memory can be ` +
      `${sizes.map((size) => `${size} (${size / 1024} GB)`).join(", ")}.`,
  );
}

/** Instances read secrets with the instance role. Recorded from App Runner word for word. */
export function checkSecretsHaveRole(source: SourceConfiguration, instance: InstanceConfiguration | undefined): void {
  const hasSecrets = environmentsOf(source).some(({ secrets }) => Object.keys(secrets).length > 0);
  if (hasSecrets && !instance?.InstanceRoleArn) {
    throw invalidRequest("Instance Role have to be provided if passing in RuntimeEnvironmentSecrets.");
  }
}
