/**
 * The pairs of CPU (units, 1024 = 1 vCPU) and memory (MB) that App Runner runs an instance with. Any other pair is refused.
 * Source: developer guide, "App Runner supported configurations" (0.25 vCPU with 0.5 or 1 GB ... 4 vCPU with 8, 10 or 12 GB).
 */
export const INSTANCE_SIZES: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024],
  512: [1024],
  1024: [2048, 3072, 4096],
  2048: [4096, 6144],
  4096: [8192, 10240, 12288],
};

/** Units of a `Cpu` value: "1024" and "1 vCPU" are both 1024. NaN when it is neither. */
export function cpuUnits(cpu: string): number {
  return units(cpu, /^([\d.]+) vCPU$/);
}

/** Megabytes of a `Memory` value: "2048" and "2 GB" are both 2048. NaN when it is neither. */
export function memoryMegabytes(memory: string): number {
  return units(memory, /^([\d.]+) GB$/);
}

function units(value: string, inThousands: RegExp): number {
  const match = inThousands.exec(value);
  return match ? Number(match[1]) * 1024 : Number(value);
}

/** What an instance has when nobody says. Source: API reference, InstanceConfiguration. */
export const DEFAULT_INSTANCE_SIZE = { cpu: 1024, memory: 2048 } as const;
