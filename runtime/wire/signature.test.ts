import assert from "node:assert/strict";
import type { SignatureV4 } from "@smithy/signature-v4";
import { TEST_KEY } from "../../test/wire/server";
import { signer } from "../../test/wire/signedPost";
import { ApiError } from "../model/apiError";
import { createSignatureVerifier } from "./signature";
import type { SignedRequest } from "./signatureFields";

const NOW = new Date("2026-03-01T12:00:00Z");
const BODY = '{"ServiceArn":"x"}';

const verify = createSignatureVerifier({
  lookUpSecret: (id) => (id === TEST_KEY.accessKeyId ? TEST_KEY.secretAccessKey : undefined),
  isRegion: (region) => /^[a-z0-9-]+$/.test(region),
  now: () => NOW,
});

describe("a signature", () => {
  it("of the SDK is accepted, and says who signed for which region", async () => {
    assert.deepEqual(verify(await signed(), "apprunner"), { accessKeyId: TEST_KEY.accessKeyId, region: "us-east-1" });
    const elsewhere = await signed({ signer: signer({ region: "local-1" }) });
    assert.equal(verify(elsewhere, "apprunner").region, "local-1");
  });

  it("covers paths, queries and headers in every form that must be brought into one", async () => {
    const query = { b: ["2", "1"], a: "ä ö/+&=", "A-b": "~*'()!", empty: "" };
    const headers = { "x-amz-meta": "  two   spaces ", "x-amz-empty": "" };
    verify(await signed({ path: "/a b/./c/../ü%41/", query, headers }), "apprunner");
  });

  it("in the query string is accepted within its own time", async () => {
    const request = await presigned(900);
    assert.equal(verify(request, "apprunner").accessKeyId, TEST_KEY.accessKeyId);
    assert.throws(() => verify({ ...request, body: Buffer.from("{}") }, "apprunner"), invalid(/does not match/));
    const old = await presigned(60, new Date(NOW.getTime() - 61_000));
    assert.throws(() => verify(old, "apprunner"), invalid(/^Signature expired: 20260301T115859Z is now earlier than/));
  });

  it("holds a session token as a part that must be signed", async () => {
    const withToken = await signed({ signer: signer({ sessionToken: "token" }) });
    verify(withToken, "apprunner");
    verify(await presigned(60, NOW, signer({ sessionToken: "to/ken+" })), "apprunner");
    assert.throws(
      () => verify(change(withToken, "x-amz-security-token", "other"), "apprunner"),
      invalid(/does not match/),
    );
    const added = await signed();
    const unsigned = { ...added, rawHeaders: [...added.rawHeaders, "X-Amz-Security-Token", "token"] };
    assert.throws(() => verify(unsigned, "apprunner"), invalid(/'X-Amz-Security-Token' must be a 'SignedHeader'/));
  });

  it("no longer fits when a signed header, the path, the query, the method or the body changes", async () => {
    const request = await signed({ query: { a: "1" } });
    const changed: SignedRequest[] = [
      change(request, "x-amz-target", "AppRunner.DeleteService"),
      change(request, "host", "other"),
      { ...request, url: "/other?a=1" },
      { ...request, url: "/?a=2" },
      { ...request, url: "/?a=1&b=1" },
      { ...request, method: "GET" },
      { ...request, body: Buffer.from("{}") },
    ];
    for (const one of changed) assert.throws(() => verify(one, "apprunner"), invalid(/does not match/));
  });

  it("that does not match is answered with what should have been signed, as AWS does", async () => {
    const request = change(await signed(), "authorization", (value) =>
      value.replace(/.$/, (end) => (end === "0" ? "1" : "0")),
    );
    assert.throws(
      () => verify(request, "apprunner"),
      (error: Error) => {
        assert.match(
          error.message,
          /^The request signature we calculated does not match the signature you provided\. Check your AWS Secret Access Key and signing method\. Consult the service documentation for details\.\n\nThe Canonical String for this request should have been\n'POST\n\/\n\ncontent-type:.*\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260301T120000Z\n20260301\/us-east-1\/apprunner\/aws4_request\n[0-9a-f]{64}'\n$/s,
        );
        assert.ok(!error.message.includes(TEST_KEY.secretAccessKey));
        return true;
      },
    );
  });

  it("of a key that is not known is refused before it is computed", async () => {
    const request = change(await signed(), "authorization", (value) =>
      value.replace(TEST_KEY.accessKeyId, "AKIAIOSFODNN7EXAMPLE"),
    );
    assert.throws(
      () => verify(request, "apprunner"),
      refusal("UnrecognizedClientException", "The security token included in the request is invalid."),
    );
  });

  it("counts for 15 minutes to either side", async () => {
    const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
    verify(await signed({ at: minutes(-15) }), "apprunner");
    verify(await signed({ at: minutes(15) }), "apprunner");
    const old = await signed({ at: new Date(minutes(-15).getTime() - 1000) });
    assert.throws(
      () => verify(old, "apprunner"),
      refusal(
        "InvalidSignatureException",
        "Signature expired: 20260301T114459Z is now earlier than 20260301T114500Z (20260301T120000Z - 15 min.)",
      ),
    );
    const early = await signed({ at: new Date(minutes(15).getTime() + 1000) });
    assert.throws(
      () => verify(early, "apprunner"),
      refusal(
        "InvalidSignatureException",
        "Signature not yet current: 20260301T121501Z is still later than 20260301T121500Z (20260301T120000Z + 15 min.)",
      ),
    );
  });

  it("names every part of a scope that is wrong", async () => {
    const scope = (value: string) => (text: string) => text.replace("20260301/us-east-1/apprunner/aws4_request", value);
    const of = async (value: string) => change(await signed(), "authorization", scope(value));
    const allWrong = await of("20260302/US_1/logs/aws4");
    assert.throws(
      () => verify(allWrong, "apprunner"),
      refusal(
        "InvalidSignatureException",
        "Credential should be scoped to a valid region, not 'US_1'. Credential should be scoped to correct service: 'apprunner'. " +
          "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws4'. Date in Credential scope does not match " +
          "YYYYMMDD from ISO-8601 version of date from HTTP: '20260302' != '20260301', from '20260301T120000Z'.",
      ),
    );
    const logs = await signed({ signer: signer({ service: "logs" }) });
    assert.throws(
      () => verify(logs, "apprunner"),
      invalid(/^Credential should be scoped to correct service: 'apprunner'\. $/),
    );
    const four = await of("20260301/us-east-1/apprunner");
    assert.throws(
      () => verify(four, "apprunner"),
      incomplete(/^Credential must have exactly 5 slash-delimited elements/),
    );
  });

  it("is asked for in AWS's order: form, parts, date, age, Host, algorithm, credential", () => {
    const date = ["X-Amz-Date", "20260301T120000Z"];
    const cases: [headers: string[], url: string, name: string, message: string | RegExp][] = [
      [[], "/", "MissingAuthenticationTokenException", "Request is missing Authentication Token"],
      [
        ["Authorization", "AWS4"],
        "/",
        "MissingAuthenticationTokenException",
        "Request is missing Authentication Token",
      ],
      [
        ["Authorization", "Basic eA=="],
        "/",
        "MissingAuthenticationTokenException",
        "Request is missing Authentication Token",
      ],
      [
        ["Authorization", "X"],
        "/?X-Amz-Algorithm",
        "InvalidSignatureException",
        "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
      ],
      [
        ["Authorization", "AWS4-"],
        "/",
        "IncompleteSignatureException",
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. " +
          "Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a " +
          "'X-Amz-Date' or a 'Date' header. Authorization=AWS4-",
      ],
      [
        ["Authorization", "AWS4- Signature=b,Credential=a", "Date", "a"],
        "/",
        "IncompleteSignatureException",
        "Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4- Signature=b,Credential=a",
      ],
      [
        ["Authorization", "AWS4-X Credential, Signature=b", ...date],
        "/",
        "IncompleteSignatureException",
        /not a valid key=value pair/,
      ],
      [
        [],
        "/?X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-Date=d",
        "IncompleteSignatureException",
        "AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters.",
      ],
      [
        ["Authorization", "AWS4-X Credential=a, SignedHeaders=b, Signature=c", "Date", "201"],
        "/",
        "IncompleteSignatureException",
        "Date must be in ISO-8601 'basic format'. Got '201'. See http://en.wikipedia.org/wiki/ISO_8601",
      ],
      [
        ["Authorization", "AWS4-X Credential=a, SignedHeaders=b, Signature=c", "Date", "20130301T000000Z"],
        "/",
        "InvalidSignatureException",
        /^Signature expired/,
      ],
      [
        ["Authorization", "AWS4-X Credential=a, SignedHeaders=b, Signature=c", ...date],
        "/",
        "InvalidSignatureException",
        "'Host' must be a 'SignedHeader' in the AWS Authorization.",
      ],
      [
        ["Authorization", "AWS4-X Credential=a, SignedHeaders=HOST, Signature=c", ...date],
        "/",
        "IncompleteSignatureException",
        "Unsupported AWS 'algorithm': 'AWS4-X' (only AWS4-HMAC-SHA256 for now). ",
      ],
      [
        ["Authorization", "AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=c", ...date],
        "/",
        "IncompleteSignatureException",
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d'",
      ],
    ];
    for (const [rawHeaders, url, name, message] of cases) {
      const request = { method: "POST", url, rawHeaders: ["Host", "x", ...rawHeaders], body: Buffer.alloc(0) };
      assert.throws(() => verify(request, "apprunner"), refusal(name, message));
    }
  });
});

interface Signing {
  signer?: SignatureV4;
  path?: string;
  query?: Record<string, string | string[]>;
  headers?: Record<string, string>;
  at?: Date;
}

/** A request as the SDK signs it and as it then arrives. */
async function signed({
  signer: by = signer(),
  path = "/",
  query = {},
  headers = {},
  at = NOW,
}: Signing = {}): Promise<SignedRequest> {
  const target = { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AppRunner.DescribeService" };
  const request = await by.sign(
    {
      method: "POST",
      protocol: "http:",
      hostname: "h",
      path,
      query,
      headers: { host: "127.0.0.1:4700", ...target, ...headers },
      body: BODY,
    },
    { signingDate: at },
  );
  return arrive(path, query, request.headers);
}

async function presigned(expiresIn: number, at = NOW, by = signer()): Promise<SignedRequest> {
  const request = await by.presign(
    {
      method: "POST",
      protocol: "http:",
      hostname: "h",
      path: "/",
      query: {},
      headers: { host: "127.0.0.1:4700" },
      body: BODY,
    },
    { signingDate: at, expiresIn },
  );
  return arrive("/", request.query as Record<string, string>, request.headers);
}

function arrive(
  path: string,
  query: Record<string, string | string[]>,
  headers: Record<string, string>,
): SignedRequest {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  const url = pairs.length > 0 ? `${path}?${pairs.join("&")}` : path;
  return { method: "POST", url, rawHeaders: Object.entries(headers).flat(), body: Buffer.from(BODY) };
}

function change(request: SignedRequest, name: string, to: string | ((value: string) => string)): SignedRequest {
  const rawHeaders = [...request.rawHeaders];
  const at = rawHeaders.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name) + 1;
  assert.ok(at > 0, `the request has no header ${name}`);
  rawHeaders[at] = typeof to === "string" ? to : to(rawHeaders[at]!);
  return { ...request, rawHeaders };
}

function refusal(name: string, message: string | RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof ApiError, String(error));
    assert.equal(error.apiName, name);
    if (typeof message === "string") assert.equal(error.message, message);
    else assert.match(error.message, message);
    return true;
  };
}

const invalid = (message: RegExp) => refusal("InvalidSignatureException", message);
const incomplete = (message: RegExp) => refusal("IncompleteSignatureException", message);
