import { createHash, createHmac } from "node:crypto";
import { AppRunnerClient } from "@aws-sdk/client-apprunner";
import { SignatureV4 } from "@smithy/signature-v4";
import { ImageNotFound } from "../failures";
import type { RegistryLogin } from "./registryLogin";

/** True for a private registry of Amazon ECR. */
export function isEcr(registry: string): boolean {
  return ECR.test(registry);
}

const ECR = /^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.(amazonaws\.com(?:\.cn)?)$/;

/** Longest wait for AWS's answer. */
const TIMEOUT_MS = 20_000;

/**
 * A token of Amazon ECR (12 hours), got with the machine's AWS credentials; undefined when it has none. Throws ImageNotFound when AWS
 * refuses. Source: Amazon ECR API, GetAuthorizationToken.
 */
export async function ecrLogin(
  registry: string,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<RegistryLogin | undefined> {
  const [, region = "", domain = ""] = ECR.exec(registry) ?? [];
  // The SDK's own chain (environment, profiles, SSO, instance roles), which any of its clients has.
  const credentials = await new AppRunnerClient({ region }).config.credentials().catch(() => undefined);
  if (!credentials) return undefined;
  const endpoint = new URL(environment.AWS_ENDPOINT_URL_ECR || `https://api.ecr.${region}.${domain}`);
  const request = {
    method: "POST",
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    ...(endpoint.port && { port: Number(endpoint.port) }),
    path: "/",
    headers: {
      host: endpoint.host,
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken",
    },
    body: "{}",
  };
  const signed = await new SignatureV4({ credentials, region, service: "ecr", sha256: Sha256 as never }).sign(request);
  const { host: _, ...headers } = signed.headers; // fetch makes the Host itself
  return loginOf(registry, await post(endpoint, headers, registry, signal));
}

async function post(
  endpoint: URL,
  headers: Record<string, string>,
  registry: string,
  signal: AbortSignal,
): Promise<string> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  let why: string;
  try {
    const response = await fetch(endpoint, { method: "POST", headers, body: "{}", signal: limited });
    const text = await response.text();
    if (response.ok) return text;
    why = `it answered ${response.status} (${/"__type":"([^"]*)"/.exec(text)?.[1] ?? "no reason"})`;
  } catch (error) {
    signal.throwIfAborted();
    why = `it is not reached (${((error as Error).cause as Error | undefined)?.message ?? (error as Error).message})`;
  }
  throw new ImageNotFound(
    `Amazon ECR gives no access to ${registry}: ${why}. Check the AWS credentials of the runtime's environment and ` +
      `ecr:GetAuthorizationToken, or log in yourself: docker login ${registry}`,
  );
}

function loginOf(registry: string, answer: string): RegistryLogin {
  const { authorizationData } = JSON.parse(answer) as { authorizationData: { authorizationToken: string }[] };
  const text = Buffer.from(authorizationData[0]!.authorizationToken, "base64").toString();
  const colon = text.indexOf(":");
  return { username: text.slice(0, colon), password: text.slice(colon + 1), serveraddress: registry };
}

/** SHA-256 in the shape that the signer takes. */
class Sha256 {
  private readonly hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret as Buffer);
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(data as Buffer);
  }
  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
}
