/**
 * The name a request is routed by: a Host header (or the authority of an absolute URL) without port, in lower case. Undefined
 * for something that cannot be a host.
 */
export function hostName(authority: string): string | undefined {
  const match = HOST.exec(authority);
  return match?.[1]?.toLowerCase();
}

/** The wildcard that covers a host: `*.example.com` for `api.example.com`. One label only, as certificates have it. */
export function wildcardOf(host: string): string | undefined {
  const dot = host.indexOf(".");
  return dot > 0 ? `*${host.slice(dot)}` : undefined;
}

const HOST = /^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d*)?$/;
