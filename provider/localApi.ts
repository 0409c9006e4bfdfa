import { LOCAL_PREFIX, type LocalOperationName, type LocalOperations } from "../api/localOperations";
import { NodeSha256 } from "./nodeSha256";

/** Where a local App Runner answers, as whom and for which region. */
export interface LocalApi {
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  region: string;
}

/**
 * Calls an operation of the local App Runner's own (api/localOperations.ts). Rejects with what it answered, `name` being the API's
 * error name; no message holds the input.
 */
export async function callLocalApi<Name extends LocalOperationName>(
  { endpoint, credentials, region }: LocalApi,
  operation: Name,
  input: LocalOperations[Name]["input"],
  signal: AbortSignal | undefined,
): Promise<LocalOperations[Name]["output"]> {
  // Loaded at the first call: most programs make none.
  const { SignatureV4 } = require("@smithy/signature-v4") as typeof import("@smithy/signature-v4");
  const body = JSON.stringify(input);
  const url = new URL(endpoint);
  const signer = new SignatureV4({ credentials, service: "apprunner", region, sha256: NodeSha256 as never });
  const { headers } = await signer.sign({
    method: "POST",
    protocol: url.protocol,
    hostname: url.hostname,
    path: "/",
    headers: {
      host: url.host,
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `${LOCAL_PREFIX}.${operation}`,
    },
    body,
  });
  const { host: _, ...sent } = headers as Record<string, string>; // fetch makes the Host itself
  const response = await fetch(url, { method: "POST", headers: sent, body, signal });
  const answer = (await response.json()) as Answer;
  if (response.ok) return answer as LocalOperations[Name]["output"];
  throw failureOf(answer, operation);
}

interface Answer {
  __type?: string;
  Message?: string;
  message?: string;
}

function failureOf({ __type = "", Message, message }: Answer, operation: string): Error {
  const name = __type.split("#").at(-1)!;
  const text =
    name === "UnknownOperationException"
      ? `The local App Runner that runs is older than this command and knows no ${operation}. Start it again: npx apprunner local stop && npx apprunner local start`
      : (Message ?? message ?? `${operation} failed (${__type}).`);
  return Object.assign(new Error(text), { name });
}
