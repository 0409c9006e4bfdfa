/** CPU units (1024 are one vCPU) and the megabytes of memory that go with them. */
export interface InstanceSize {
  cpu: number;
  memory: readonly number[];
}

/** The pairs an instance can have. Source: App Runner Developer Guide, "App Runner supported configurations". */
export const INSTANCE_SIZES: readonly InstanceSize[] = [
  { cpu: 256, memory: [512, 1024] },
  { cpu: 512, memory: [1024] },
  { cpu: 1024, memory: [2048, 3072, 4096] },
  { cpu: 2048, memory: [4096, 6144] },
  { cpu: 4096, memory: [8192, 10240, 12288] },
];

/** What an instance has when the request does not say. Source: API reference, InstanceConfiguration. */
export const DEFAULT_INSTANCE_SIZE = { cpu: 1024, memory: 2048 } as const;

/** CPU units of `1 vCPU` or `1024`. The API takes both and answers numbers. NaN for anything else. */
export function cpuUnits(cpu: string): number {
  return cpu.endsWith(" vCPU") ? Number(cpu.slice(0, -" vCPU".length)) * 1024 : Number(cpu);
}

/** Megabytes of `2 GB` or `2048`. NaN for anything else. */
export function memoryMegabytes(memory: string): number {
  return memory.endsWith(" GB") ? Number(memory.slice(0, -" GB".length)) * 1024 : Number(memory);
}

/** The memory sizes that go with a number of CPU units; none for a number that no instance has. */
export function memoryFor(cpu: number): readonly number[] {
  return INSTANCE_SIZES.find((size) => size.cpu === cpu)?.memory ?? [];
}
