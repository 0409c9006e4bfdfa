import { notAllowed } from "../../core/notAllowed";
import type { Problem, Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";
import { isWildcard } from "./names";

/** One part of a host name. Source: RFC 1035, section 2.3.1, with the digits of RFC 1123. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Source: developer guide, "Managing custom domain names": a wildcard is below a root domain, and has no www subdomain. */
export function rules(inputs: Properties): Problem[] {
  const domain = knownAt<string>(inputs, "domainName");
  if (domain === undefined) return [];
  const labels = domain.replace(/^\*\./, "").split(".");
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) {
    return [notAllowed("domainName", domain, "a domain (example.com, www.example.com) or a wildcard (*.example.com)")];
  }
  if (!isWildcard(domain)) return [];
  return [
    ...(isRoot(labels)
      ? []
      : [notAllowed("domainName", domain, "a wildcard directly below a root domain, as *.example.com")]),
    ...(knownAt(inputs, "enableWWWSubdomain") === true
      ? [notAllowed("enableWWWSubdomain", true, "false or left out for a wildcard domain")]
      : []),
  ];
}

/** Without the list of public suffixes: two labels, or three that may end like `co.uk` and `com.au`. */
function isRoot(labels: readonly string[]): boolean {
  return labels.length === 2 || (labels.length === 3 && labels[1]!.length <= 3 && labels[2]!.length <= 2);
}
