import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createSecureContext, type SecureContext } from "node:tls";
import { LOCAL_SERVICE_DOMAIN } from "../../api/local";
import { writeAtomically } from "../files/writeAtomically";
import { issueCertificate, isUsable, type KeyedCertificate, makeAuthority } from "./certificate";

/** What an HTTPS server needs to answer for the hosts of the routing table. */
export interface Certificates {
  /** For clients that name no host, or none that is known. */
  fallback: KeyedCertificate;
  /** Node's SNICallback. */
  choose: (host: string, done: (error: Error | null, context?: SecureContext) => void) => void;
}

/**
 * Certificates of the home's own authority, which is made at the first start (`ca.pem`, to be trusted by whoever wants to, and
 * `ca.key.pem`, mode 0600). A known host gets its own, made when it is first asked for and kept in memory: `nameOf` answers what
 * the certificate is to be for (the host, or the wildcard that covers it), or undefined for a host that no service has.
 */
export function openCertificates(
  directory: string,
  nameOf: (host: string) => string | undefined,
  now: () => Date,
): Certificates {
  const authority = openAuthority(directory, now());
  const fallback = issueCertificate(authority, [`*.${LOCAL_SERVICE_DOMAIN}`, LOCAL_SERVICE_DOMAIN, "localhost"], now());
  const fallbackContext = createSecureContext(fallback);
  const made = new Map<string, { certificate: KeyedCertificate; context: SecureContext }>();

  const contextFor = (host: string): SecureContext => {
    const name = nameOf(host.toLowerCase());
    if (!name) return fallbackContext;
    const known = made.get(name);
    if (known && isUsable(known.certificate, now())) return known.context;
    for (const old of made.keys()) if (nameOf(old) !== old) made.delete(old);
    const certificate = issueCertificate(authority, [name], now());
    const context = createSecureContext(certificate);
    made.set(name, { certificate, context });
    return context;
  };

  return {
    fallback,
    choose(host, done) {
      try {
        done(null, contextFor(host));
      } catch (error) {
        done(error as Error);
      }
    },
  };
}

function openAuthority(directory: string, now: Date): KeyedCertificate {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const [keyFile, certificateFile] = [join(directory, "ca.key.pem"), join(directory, "ca.pem")];
  if (existsSync(keyFile) && existsSync(certificateFile)) {
    const existing = { key: readFileSync(keyFile, "utf8"), cert: readFileSync(certificateFile, "utf8") };
    if (isUsable(existing, now)) return existing;
  }
  const authority = makeAuthority(now);
  // A crash between the two leaves a pair that does not match, which isUsable finds at the next start.
  writeAtomically(keyFile, authority.key, 0o600);
  writeAtomically(certificateFile, authority.cert, 0o644);
  return authority;
}
