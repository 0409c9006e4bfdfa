import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import { der } from "./der";

/**
 * Certificates of a local authority (X.509 v3, RFC 5280; ECDSA on P-256). Written out here and not with a package, because those
 * that exist leave out the key identifiers, without which strict clients (Python 3.13 and later) refuse the chain, and hold more
 * memory than the rest of the ingress.
 */
export interface KeyedCertificate {
  /** PEM. */
  key: string;
  /** PEM: the certificate, then what it was signed with. */
  cert: string;
}

/** A new authority: good for ten years, signs certificates and nothing else, with no authority below it. */
export function makeAuthority(now: Date): KeyedCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = `App Runner local authority ${randomBytes(3).toString("hex")}`;
  const cert = certificate({
    subject: name,
    issuer: name,
    publicKey,
    signingKey: privateKey,
    notBefore: now,
    days: AUTHORITY_DAYS,
    extensions: [
      extension("2.5.29.19", der.sequence(der.true, der.integer(Buffer.of(0))), true), // basicConstraints: CA, pathLen 0
      extension("2.5.29.15", der.bits(Buffer.of(0b0000_0110), 1), true), // keyUsage: keyCertSign, cRLSign
      extension("2.5.29.14", der.octets(keyIdentifier(publicKey))),
    ],
  });
  return { key: pem(privateKey), cert };
}

/** A server certificate for DNS names, signed by an authority; good for a year, as long as browsers take one. */
export function issueCertificate(authority: KeyedCertificate, names: readonly string[], now: Date): KeyedCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = new X509Certificate(authority.cert);
  const alternatives = names.map((name) => der.tagged(2, Buffer.from(name, "ascii"), false));
  const cert = certificate({
    // 64 characters at most (X.520); clients read the alternative names.
    subject: names[0]!.length <= 64 ? names[0]! : "App Runner local service",
    issuer: /^CN=(.*)$/m.exec(signer.subject)?.[1] ?? "",
    publicKey,
    signingKey: createPrivateKey(authority.key),
    notBefore: now,
    days: LEAF_DAYS,
    extensions: [
      extension("2.5.29.19", der.sequence(), true), // basicConstraints: not a CA
      extension("2.5.29.15", der.bits(Buffer.of(0b1000_0000), 7), true), // keyUsage: digitalSignature
      extension("2.5.29.37", der.sequence(der.oid("1.3.6.1.5.5.7.3.1"))), // extKeyUsage: serverAuth
      extension("2.5.29.17", der.sequence(...alternatives)),
      extension("2.5.29.14", der.octets(keyIdentifier(publicKey))),
      extension("2.5.29.35", der.sequence(der.tagged(0, keyIdentifier(signer.publicKey), false))),
    ],
  });
  return { key: pem(privateKey), cert: cert + authority.cert };
}

/** Whether key and certificate belong together and are good for another month. */
export function isUsable({ key, cert }: KeyedCertificate, now: Date): boolean {
  try {
    const parsed = new X509Certificate(cert);
    return parsed.checkPrivateKey(createPrivateKey(key)) && Date.parse(parsed.validTo) > now.getTime() + 30 * DAY;
  } catch {
    return false;
  }
}

const DAY = 24 * 60 * 60 * 1000;
const AUTHORITY_DAYS = 3650;
// Browsers refuse server certificates that are good for longer than 398 days.
const LEAF_DAYS = 397;
const ECDSA_WITH_SHA256 = der.sequence(der.oid("1.2.840.10045.4.3.2"));

interface Draft {
  subject: string;
  issuer: string;
  publicKey: KeyObject;
  signingKey: KeyObject;
  notBefore: Date;
  days: number;
  extensions: readonly Buffer[];
}

function certificate(draft: Draft): string {
  // A day back, for clocks that are a little behind (virtual machines of a laptop that slept).
  const from = draft.notBefore.getTime() - DAY;
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  const body = der.sequence(
    der.tagged(0, der.integer(Buffer.of(2)), true),
    der.integer(serial),
    ECDSA_WITH_SHA256,
    commonName(draft.issuer),
    der.sequence(der.time(new Date(from)), der.time(new Date(from + draft.days * DAY))),
    commonName(draft.subject),
    draft.publicKey.export({ type: "spki", format: "der" }),
    der.tagged(3, der.sequence(...draft.extensions), true),
  );
  const whole = der.sequence(body, ECDSA_WITH_SHA256, der.bits(sign("sha256", body, draft.signingKey)));
  return `-----BEGIN CERTIFICATE-----\n${whole.toString("base64").replace(/.{64}(?=.)/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
}

function commonName(name: string): Buffer {
  return der.sequence(der.set(der.sequence(der.oid("2.5.4.3"), der.utf8(name))));
}

function extension(id: string, content: Buffer, critical = false): Buffer {
  return der.sequence(der.oid(id), ...(critical ? [der.true] : []), der.octets(content));
}

/** RFC 5280 4.2.1.2 (1): SHA-1 of the public key's bits, which on P-256 are the last 65 bytes of its encoding. */
function keyIdentifier(key: KeyObject): Buffer {
  return createHash("sha1")
    .update(key.export({ type: "spki", format: "der" }).subarray(-65))
    .digest();
}

function pem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}
