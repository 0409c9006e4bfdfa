import { HOSTED_ZONE_IDS } from "../../api/hostedZones";

/** Id of the Route 53 hosted zone that App Runner's own domains of a region are in. Throws an error that names the regions that have one. */
export function hostedZoneIdOf(region: string): string {
  const id = HOSTED_ZONE_IDS[region];
  if (id) return id;
  const known = Object.keys(HOSTED_ZONE_IDS).join(", ");
  throw new Error(`App Runner has no hosted zone in ${region}; it has one in ${known}`);
}
