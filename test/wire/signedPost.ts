import { SignatureV4 } from "@smithy/signature-v4";
import { NodeSha256 } from "../../provider/nodeSha256";
import { TEST_KEY } from "./server";

/** An answer of the API as it came. */
export interface RawAnswer {
  status: number;
  headers: Headers;
  body: Record<string, string>;
}

/** Signs any body for an App Runner operation with the SDK's own signer and posts it, past the SDK's checks of the input. */
export async function signedPost(endpoint: string, operation: string, body: unknown): Promise<RawAnswer> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const { headers } = await signer().sign({
    method: "POST",
    protocol: "http:",
    hostname: "127.0.0.1",
    path: "/",
    headers: {
      host: new URL(endpoint).host,
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `AppRunner.${operation}`,
    },
    body: text,
  });
  const { host: _, ...sent } = headers as Record<string, string>;
  return readAnswer(await fetch(endpoint, { method: "POST", headers: sent, body: text }));
}

/** The SDK's signer with the tests' key. */
export function signer(options: { sessionToken?: string; service?: string; region?: string } = {}): SignatureV4 {
  const { service = "apprunner", region = "us-east-1", sessionToken } = options;
  return new SignatureV4({ credentials: { ...TEST_KEY, sessionToken }, service, region, sha256: NodeSha256 as never });
}

export async function readAnswer(response: Response): Promise<RawAnswer> {
  const { status, headers } = response;
  return { status, headers, body: (await response.json()) as Record<string, string> };
}
