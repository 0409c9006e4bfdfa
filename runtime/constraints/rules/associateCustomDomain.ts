import type { AssociateCustomDomainRequest } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../../model/apiError";

/** Source: guide, "Managing custom domain names": root domain, subdomain, or a wildcard under a root domain, without `www`. */
export function associateCustomDomain(input: AssociateCustomDomainRequest): void {
  const domain = input.DomainName!.toLowerCase();
  const isWildcard = domain.startsWith("*.");
  const name = isWildcard ? domain.slice(2) : domain;
  const labels = name.split(".");
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) {
    throw invalidRequest(
      `The domain name '${input.DomainName}' isn't valid. Specify a root domain (example.com), a subdomain (login.example.com) or ` +
        "a wildcard (*.example.com).",
    );
  }
  if (isWildcard && !isRootDomain(labels)) {
    throw invalidRequest(
      `The domain name '${input.DomainName}' isn't valid. A wildcard can only be the immediate subdomain of a root domain, as in ` +
        "*.example.com.",
    );
  }
  if (isWildcard && input.EnableWWWSubdomain) {
    throw invalidRequest(`EnableWWWSubdomain can't be true for the wildcard domain '${input.DomainName}'.`);
  }
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Without the list of public suffixes: two labels, or three that end like `co.uk` and `com.au`. */
function isRootDomain(labels: readonly string[]): boolean {
  if (labels.length === 2) return true;
  return labels.length === 3 && labels[1]!.length <= 3 && labels[2]!.length <= 2;
}
