import type { ReadRequest } from "./signatureFields";

/**
 * The canonical form of a request that Signature Version 4 signs, rebuilt from exactly the headers that the signature names and the
 * raw path and query. Source: IAM user guide, "Create a signed AWS API request", steps 1 and 2.
 */
export function canonicalRequest(request: ReadRequest, signedHeaders: string, bodyHash: string): string {
  const names = signedHeaders.toLowerCase();
  const question = request.url.indexOf("?");
  const path = question < 0 ? request.url : request.url.slice(0, question);
  const query = question < 0 ? "" : request.url.slice(question + 1);
  let headers = "";
  for (const name of names.split(";")) headers += `${name}:${canonicalHeader(request.headers.get(name))}\n`;
  return [request.method, canonicalPath(path), canonicalQuery(query), headers, names, bodyHash].join("\n");
}

/** All values of a header, trimmed and with single spaces, in the order they came. */
function canonicalHeader(values: readonly string[] | undefined): string {
  if (values === undefined) return "";
  if (values.length === 1 && !/\s\s|[^\S ]|^\s|\s$/.test(values[0]!)) return values[0]!;
  return values.map((value) => value.trim().replace(/\s+/g, " ")).join(",");
}

/** Every service but S3 signs the path without `.` and `..`, each segment encoded once more than it was sent. */
function canonicalPath(path: string): string {
  if (path === "/" || path === "") return "/";
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") kept.pop();
    else kept.push(encode(segment));
  }
  const trailing = kept.length > 0 && path.endsWith("/") ? "/" : "";
  return `/${kept.join("/")}${trailing}`;
}

/** Parameters sorted by name and value, each encoded afresh, the signature itself left out. */
function canonicalQuery(query: string): string {
  if (query === "") return "";
  const pairs: [string, string][] = [];
  for (const parameter of query.split("&")) {
    if (parameter === "") continue;
    const equals = parameter.indexOf("=");
    const name = decode(equals < 0 ? parameter : parameter.slice(0, equals));
    if (name.toLowerCase() === "x-amz-signature") continue;
    pairs.push([encode(name), encode(equals < 0 ? "" : decode(parameter.slice(equals + 1)))]);
  }
  pairs.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not percent-encoded at all: it is signed as it stands
  }
}

/** RFC 3986: also the characters that encodeURIComponent leaves alone. Text from a request line has no lone surrogates to throw on. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
