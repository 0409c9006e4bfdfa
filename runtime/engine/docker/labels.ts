import { createHash } from "node:crypto";
import { HOME_LABEL } from "../../../api/local";

export { HOME_LABEL };

/** On instances only; containers of a build inherit the home's label from the image, but not these. */
export const INSTANCE_LABEL = "pulumi-apprunner.instance";
export const SERVICE_LABEL = "pulumi-apprunner.service";
export const VERSION_LABEL = "pulumi-apprunner.version";

/** Filter that finds what a home made, and with `more` what of it. */
export function labelFilter(homeId: string, ...more: string[]): { label: string[] } {
  return { label: [`${HOME_LABEL}=${homeId}`, ...more] };
}

/** Name of a container or network: readable, unique per home, and of characters that Docker takes. */
export function dockerName(homeId: string, id: string): string {
  const readable = id.replace(/[^a-zA-Z0-9_.-]/g, "-").slice(0, 80);
  const unique = createHash("sha256").update(`${homeId}\0${id}`).digest("hex").slice(0, 8);
  return `apprunner-${readable}-${unique}`;
}
