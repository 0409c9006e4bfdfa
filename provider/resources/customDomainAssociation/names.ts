/** True for `*.example.com`. */
export function isWildcard(domainName: unknown): boolean {
  return String(domainName).startsWith("*.");
}

/** What App Runner takes when a program does not say it: a wildcard domain has no www. */
export function hasWww(domainName: string, enableWWWSubdomain: boolean | undefined): boolean {
  return enableWWWSubdomain ?? !isWildcard(domainName);
}

/**
 * How many validation records App Runner usually asks for: for the domain, for `www.` of it, and for a name below the domain that is the
 * service's own. Source: as recorded from the real service; the API promises no number.
 */
export function usualRecordCount(domainName: string, enableWWWSubdomain: boolean | undefined): number {
  return hasWww(domainName, enableWWWSubdomain) ? 3 : 2;
}

/** Whether a domain is the top of its zone, as far as its labels tell: right for `example.com`, not for `example.co.uk`. */
export function looksLikeRoot(domainName: string): boolean {
  return domainName.split(".").length === 2;
}
