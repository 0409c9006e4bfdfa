/** App Runner's prices in US dollars. */
export interface Prices {
  /** For a vCPU that handles requests. */
  vcpuHour: number;
  /** For a GB of memory of an instance, idle (provisioned) or handling requests. */
  gbHour: number;
}

/** When the table below was last compared with its sources. */
export const PRICES_AS_OF = "2026-11-22";

/**
 * By region. Sources: aws.amazon.com/apprunner/pricing (US East, US West, Ireland, Tokyo). Regions that no source at hand priced are
 * not in the table rather than guessed.
 */
const REGIONS: Record<string, Prices> = {
  "us-east-1": { vcpuHour: 0.064, gbHour: 0.007 },
  "us-east-2": { vcpuHour: 0.064, gbHour: 0.007 },
  "us-west-2": { vcpuHour: 0.064, gbHour: 0.007 },
  "eu-west-1": { vcpuHour: 0.064, gbHour: 0.007 },
  "ap-northeast-1": { vcpuHour: 0.081, gbHour: 0.009 },
};

/** Whose prices stand in for a region that the table does not have. */
const STAND_IN = "us-east-1";

/** A month, for each application whose deployments are automatic. The same in every region. Source: the pricing page. */
export const AUTOMATIC_DEPLOYMENTS = 1;

/** A minute of building from source. Source: the pricing page. Depends on how often one deploys, so no estimate has it. */
export const BUILD_MINUTE = 0.005;

/** Average length of a month, as AWS's own calculator takes it. */
export const HOURS_PER_MONTH = 730;

/** The prices of a region; `standIn` names the region they are really of, when the table lacks the one that was asked for. */
export function pricesOf(region: string): Prices & { standIn?: string } {
  const known = REGIONS[region];
  return known ?? { ...REGIONS[STAND_IN]!, standIn: STAND_IN };
}
