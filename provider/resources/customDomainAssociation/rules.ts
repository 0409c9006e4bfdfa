import type { Problem, Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";
import { isWildcard } from "./names";

/** Source: developer guide, "Managing custom domain names": a wildcard domain has no www subdomain. */
export function rules(inputs: Properties): Problem[] {
  const wildcard = isWildcard(knownAt(inputs, "domainName"));
  if (!wildcard || knownAt(inputs, "enableWWWSubdomain") !== true) return [];
  return [{ path: "enableWWWSubdomain", message: "must be false or left out for a wildcard domain" }];
}
