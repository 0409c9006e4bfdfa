import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from "node:crypto";
import { ApiError } from "../model/apiError";
import { canonicalRequest } from "./canonicalRequest";
import {
  incomplete,
  invalid,
  type ReadRequest,
  readHeaders,
  readSignatureFields,
  type SignatureFields,
  type SignedRequest,
} from "./signatureFields";

/** Who signed a request, and for which region. */
export interface Signer {
  accessKeyId: string;
  region: string;
}

export interface SignatureVerifierOptions {
  /** The secret of an access key, undefined for a key that is not known. */
  lookUpSecret(accessKeyId: string): string | undefined;
  /** Whether a region may stand in a credential scope. */
  isRegion(region: string): boolean;
  now(): Date;
}

/**
 * Verifies the Signature Version 4 of a request for a service (its name in the credential scope), header or presigned form. Throws
 * what AWS answers, in AWS's order: both or no form, parts missing, date, age, Host not signed, algorithm, form of the credential,
 * scope, key, signature. A session token counts as a part of the request that must be signed; there are no sessions to look up.
 */
export function createSignatureVerifier(options: SignatureVerifierOptions) {
  const signingKeys = createSigningKeys();

  return function verify(signed: SignedRequest, service: string): Signer {
    const { method, url, rawHeaders, body } = signed;
    const request: ReadRequest = { method, url, rawHeaders, body, headers: readHeaders(rawHeaders) };
    const fields = readSignatureFields(request);
    checkAge(fields, options.now().getTime());
    checkSignedHeaders(fields, request.headers.has("x-amz-security-token"));
    if (fields.algorithm !== ALGORITHM) {
      throw incomplete(`Unsupported AWS 'algorithm': '${fields.algorithm}' (only ${ALGORITHM} for now). `);
    }
    const [accessKeyId, date, region] = readCredential(fields, service, options);
    const secret = options.lookUpSecret(accessKeyId);
    if (secret === undefined) throw unknownKey();
    const scope = `${date}/${region}/${service}/${TERMINATOR}`;
    const canonical = canonicalRequest(request, fields.signedHeaders, hash("sha256", body, "hex"));
    const toSign = `${ALGORITHM}\n${fields.date}\n${scope}\n${hash("sha256", canonical, "hex")}`;
    const expected = createHmac("sha256", signingKeys(secret, date, region, service))
      .update(toSign)
      .digest("hex");
    if (!isEqual(expected, fields.signature)) throw mismatch(canonical, toSign);
    return { accessKeyId, region };
  };
}

const ALGORITHM = "AWS4-HMAC-SHA256";
const TERMINATOR = "aws4_request";
const WINDOW_MINUTES = 15;

function checkAge({ date, expires }: SignatureFields, now: number): void {
  const signed = parseBasicFormat(date);
  if (Number.isNaN(signed)) {
    throw incomplete(
      `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  const window = WINDOW_MINUTES * 60_000;
  // Dates have no parts of a second here: the earliest that still counts is compared as it is printed.
  const earliest = Math.floor((now - (expires === undefined ? window : expires * 1000)) / 1000) * 1000;
  if (signed < earliest) {
    const margin = expires === undefined ? `${WINDOW_MINUTES} min.` : `${expires} s`;
    throw invalid(
      `Signature expired: ${date} is now earlier than ${basicFormat(earliest)} (${basicFormat(now)} - ${margin})`,
    );
  }
  if (signed > now + window) {
    throw invalid(
      `Signature not yet current: ${date} is still later than ${basicFormat(now + window)} ` +
        `(${basicFormat(now)} + ${WINDOW_MINUTES} min.)`,
    );
  }
}

function checkSignedHeaders(fields: SignatureFields, hasToken: boolean): void {
  const signed = fields.signedHeaders.toLowerCase().split(";");
  if (!signed.includes("host")) throw invalid("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  if (hasToken && !signed.includes("x-amz-security-token")) {
    throw invalid("'X-Amz-Security-Token' must be a 'SignedHeader' in the AWS Authorization.");
  }
}

/** The access key, date and region of a credential scope that is right in every part. */
function readCredential(
  fields: SignatureFields,
  service: string,
  options: SignatureVerifierOptions,
): [accessKeyId: string, date: string, region: string] {
  const parts = fields.credential.replace(/\/+$/, "").split("/");
  if (parts.length !== 5) {
    throw incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${fields.credential}'`,
    );
  }
  const [accessKeyId, date, region, scopeService, terminator] = parts as [string, string, string, string, string];
  const day = fields.date.slice(0, 8);
  const wrong: string[] = [];
  if (!options.isRegion(region)) wrong.push(`Credential should be scoped to a valid region, not '${region}'. `);
  if (scopeService !== service) wrong.push(`Credential should be scoped to correct service: '${service}'. `);
  if (terminator !== TERMINATOR) {
    wrong.push(`Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'. `);
  }
  if (date !== day) {
    wrong.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${day}', from '${fields.date}'.`,
    );
  }
  if (wrong.length > 0) throw invalid(wrong.join(""));
  return [accessKeyId, date, region];
}

/** Signing keys cost four HMACs and stay the same for a day, a region and a service. (A KeyObject signs four times as fast as bytes.) */
function createSigningKeys(): (secret: string, date: string, region: string, service: string) => KeyObject {
  const limit = 100; // a handful of regions and services; a caller that varies the date cannot fill the memory
  const keys = new Map<string, KeyObject>();
  return (secret, date, region, service) => {
    const name = `${secret}\n${date}\n${region}\n${service}`;
    let key = keys.get(name);
    if (!key) {
      let bytes: Buffer | string = `AWS4${secret}`;
      for (const text of [date, region, service, TERMINATOR]) bytes = createHmac("sha256", bytes).update(text).digest();
      key = createSecretKey(bytes as Buffer);
      if (keys.size >= limit) keys.clear();
      keys.set(name, key);
    }
    return key;
  };
}

function isEqual(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Milliseconds of `YYYYMMDDTHHMMSSZ`; NaN for anything else. */
function parseBasicFormat(date: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (!parts) return Number.NaN;
  return Date.UTC(+parts[1]!, +parts[2]! - 1, +parts[3]!, +parts[4]!, +parts[5]!, +parts[6]!);
}

/** `YYYYMMDDTHHMMSSZ`. */
function basicFormat(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function unknownKey(): ApiError {
  return new ApiError("UnrecognizedClientException", "The security token included in the request is invalid.");
}

/** Says what should have been signed, as AWS does: all of it came from the caller, and it is what a client's author needs. */
function mismatch(canonical: string, toSign: string): ApiError {
  return invalid(
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing " +
      "method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n" +
      `'${canonical}'\n\nThe String-to-Sign should have been\n'${toSign}'\n`,
  );
}
