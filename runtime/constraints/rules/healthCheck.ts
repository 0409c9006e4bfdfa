import type { HealthCheckConfiguration } from "@aws-sdk/client-apprunner";
import { invalidRequest } from "../../model/apiError";

/** The path is sent as it is in the request line of a health check, so it must be one. */
export function checkHealthCheck(configuration: HealthCheckConfiguration | undefined): void {
  const path = configuration?.Path;
  if (path === undefined) return;
  if (!/^\/[\x21-\x7e]*$/.test(path)) {
    throw invalidRequest(
      "HealthCheckConfiguration.Path must start with '/' and have only characters of a URL path, others percent-encoded.",
    );
  }
}
