import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { LOCAL_PREFIX, type LocalOperationName, type LocalOperations } from "../../api/localOperations";
import { CommandFailure } from "../failure";
import { needRunning } from "../runtimeProcess/running";
import { readCredentials } from "./credentials";

/** Every operation of the local App Runner's own is one look at its state. */
const TIMEOUT_MS = 30_000;

/**
 * Calls an operation of the local App Runner's own (api/localOperations.ts), signed with the home's key.
 * @throws CommandFailure when none runs, or with what it answered; the message never holds the input.
 */
export async function callLocal<Name extends LocalOperationName>(
  { home, region }: { home: string; region: string },
  operation: Name,
  input: LocalOperations[Name]["input"],
): Promise<LocalOperations[Name]["output"]> {
  const { endpoint } = await needRunning(home);
  const body = JSON.stringify(input);
  const url = new URL(endpoint);
  const signer = new SignatureV4({
    credentials: readCredentials(home),
    service: "apprunner",
    region,
    sha256: NodeSha256 as never,
  });
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
  const response = await fetch(url, { method: "POST", headers: sent, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
  const answer = (await response.json()) as Answer;
  if (response.ok) return answer as LocalOperations[Name]["output"];
  throw new CommandFailure(messageOf(answer, operation));
}

interface Answer {
  __type?: string;
  Message?: string;
  message?: string;
}

function messageOf({ __type = "", Message, message }: Answer, operation: string): string {
  if (__type.endsWith("#UnknownOperationException")) {
    return `The local App Runner that runs is older than this command and knows no ${operation}. Start it again: npx apprunner local stop && npx apprunner local start`;
  }
  return Message ?? message ?? `${operation} failed (${__type}).`;
}

/** The hash in the form the signer asks for. */
class NodeSha256 {
  private readonly hash;

  constructor(secret?: string | Uint8Array) {
    this.hash = secret ? createHmac("sha256", secret) : createHash("sha256");
  }

  update(data: string | Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {}
}
