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
