import type { Endpoint } from "../../api/home";

/** A running local App Runner for a person, as indented lines. */
export function describeEndpoint(endpoint: Endpoint): string[] {
  return [
    `  API     ${endpoint.endpoint}`,
    `  HTTP    ${endpoint.http}`,
    `  HTTPS   ${endpoint.https}`,
    `  engine  ${endpoint.engine}`,
    `  home    ${endpoint.home}`,
    `  pid     ${endpoint.pid}`,
  ];
}
