import { LOOPBACK } from "../../api/ports";
import { shellQuote } from "../output/shellQuote";
import type { Credentials } from "./credentials";

export interface Exported {
  /** URL of the local AWS APIs. */
  endpoint: string;
  credentials: Credentials;
  region: string;
}

/**
 * Lines for a POSIX shell after which the AWS CLI and every AWS SDK talk to the local App Runner: for App Runner and CloudWatch
 * Logs alone, so that calls to other services fail on the local key instead of reaching somebody's account.
 */
export function shellExports({ endpoint, credentials, region }: Exported, environment: NodeJS.ProcessEnv): string[] {
  const exported: [string, string][] = [
    ["AWS_ENDPOINT_URL_APPRUNNER", endpoint],
    ["AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", endpoint],
    ["AWS_ACCESS_KEY_ID", credentials.accessKeyId],
    ["AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey],
    ["AWS_REGION", region],
    ["AWS_DEFAULT_REGION", region],
    ...proxyException(environment),
  ];
  return [
    ...exported.map(([name, value]) => `export ${name}=${shellQuote(value)}`),
    // A session token would be sent beside the key, a profile would win over it, and the last one makes the SDKs overlook the endpoint.
    "unset AWS_SESSION_TOKEN AWS_PROFILE AWS_DEFAULT_PROFILE AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  ];
}

/** Behind a proxy the AWS CLI sends even calls to 127.0.0.1 there, unless NO_PROXY says otherwise. */
function proxyException(environment: NodeJS.ProcessEnv): [string, string][] {
  const proxied = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].some((name) => environment[name]);
  if (!proxied) return [];
  return ["NO_PROXY", "no_proxy"].map((name) => {
    const hosts = (environment[name] ?? "").split(",").filter((host) => host !== "");
    return [name, [...hosts.filter((host) => host !== LOOPBACK), LOOPBACK].join(",")];
  });
}
