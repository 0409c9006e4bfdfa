import { ApiError } from "../model/apiError";

/** The parts of a Signature Version 4, wherever they stood. */
export interface SignatureFields {
  form: "header" | "query";
  algorithm: string;
  credential: string;
  signedHeaders: string;
  signature: string;
  /** `YYYYMMDDTHHMMSSZ`, as sent. */
  date: string;
  /** Seconds that a presigned request is good for; undefined for the header form. */
  expires: number | undefined;
}

/** What of a request takes part in its signature. */
export interface SignedRequest {
  method: string;
  /** The raw request target: path and query as they came. */
  url: string;
  /** Names (any case) and values in turn, as they came. */
  rawHeaders: readonly string[];
  body: Uint8Array;
}

/** A request whose headers can be looked up: all values of a name in lower case, in the order they came. */
export interface ReadRequest extends SignedRequest {
  headers: ReadonlyMap<string, readonly string[]>;
}

/** Makes a request's headers ready to be looked up; one pass, as this is the busiest path of the API. */
export function readHeaders(rawHeaders: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const headers = new Map<string, string[]>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    const values = headers.get(name);
    if (values) values.push(rawHeaders[i + 1]!);
    else headers.set(name, [rawHeaders[i + 1]!]);
  }
  return headers;
}

const QUERY_FIELDS = [
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Signature",
  "X-Amz-SignedHeaders",
  "X-Amz-Date",
] as const;
const MAX_EXPIRES = 7 * 24 * 3600;

/**
 * The signature's parts out of the Authorization header or the query string; throws what AWS answers when both, neither or not all
 * of them are there.
 */
export function readSignatureFields({ url, headers }: ReadRequest): SignatureFields {
  const authorization = headers.get("authorization")?.[0];
  const query = url.includes("?") ? new URLSearchParams(url.slice(url.indexOf("?") + 1)) : undefined;
  if (query?.has("X-Amz-Algorithm")) {
    if (authorization !== undefined) {
      throw invalid("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
    }
    return readQuery(query);
  }
  if (!authorization?.trimStart().startsWith("AWS4-")) {
    throw new ApiError("MissingAuthenticationTokenException", "Request is missing Authentication Token");
  }
  return readAuthorization(authorization.trim(), (headers.get("x-amz-date") ?? headers.get("date"))?.[0]);
}

function readAuthorization(authorization: string, date: string | undefined): SignatureFields {
  const [algorithm = "", ...parameters] = authorization.split(/[, ]+/);
  const values = new Map<string, string>();
  for (const parameter of parameters) {
    const equals = parameter.indexOf("=");
    if (parameter === "") continue;
    if (equals < 0) {
      throw incomplete(
        `'${parameter}' not a valid key=value pair (missing equal-sign) in Authorization header: '${authorization}'.`,
      );
    }
    values.set(parameter.slice(0, equals), parameter.slice(equals + 1));
  }
  let missing = "";
  for (const name of ["Credential", "Signature", "SignedHeaders"]) {
    if (!values.get(name)) missing += `Authorization header requires '${name}' parameter. `;
  }
  if (!date) missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  if (missing) throw incomplete(`${missing}Authorization=${authorization}`);
  return {
    form: "header",
    algorithm,
    credential: values.get("Credential")!,
    signedHeaders: values.get("SignedHeaders")!,
    signature: values.get("Signature")!,
    date: date!,
    expires: undefined,
  };
}

function readQuery(query: URLSearchParams): SignatureFields {
  let missing = "";
  for (const name of QUERY_FIELDS) {
    if (!query.get(name)) missing += `AWS query-string parameters must include '${name}'. `;
  }
  if (missing) throw incomplete(`${missing}Re-examine the query-string parameters.`);
  return {
    form: "query",
    algorithm: query.get("X-Amz-Algorithm")!,
    credential: query.get("X-Amz-Credential")!,
    signedHeaders: query.get("X-Amz-SignedHeaders")!,
    signature: query.get("X-Amz-Signature")!,
    date: query.get("X-Amz-Date")!,
    expires: readExpires(query.get("X-Amz-Expires")),
  };
}

function readExpires(text: string | null): number | undefined {
  if (text === null) return undefined;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds <= MAX_EXPIRES)) {
    throw incomplete(`X-Amz-Expires must be a number of seconds from 0 to ${MAX_EXPIRES}, got '${text}'.`);
  }
  return seconds;
}

/** A part of the signature is missing or unreadable. */
export function incomplete(message: string): ApiError {
  return new ApiError("IncompleteSignatureException", message);
}

/** The signature is complete, but wrong. */
export function invalid(message: string): ApiError {
  return new ApiError("InvalidSignatureException", message);
}
