/**
 * Lines of the service's own life, in App Runner's words, without the prefix. Sources: guide, "Operation status change" (the
 * messages of the started, completed and failed pairs); logs that people quoted in aws/apprunner-roadmap issues 46, 62, 110, 128
 * and 212 (the rest). What has no known wording is in the same manner.
 */
export const EVENTS = {
  statusIs: (status: string) => `Service status is set to ${status}.`,
  serviceCreation: operation("Service creation", "For details, see service logs."),
  serviceUpdate: operation("Service update", "For details, see service logs."),
  serviceDeletion: operation("Service deletion"),
  servicePause: operation("Service pause"),
  serviceResume: operation("Service resume"),
  deployment: operation("Deployment", "For details, see service logs."),
  sourcePulled: () => "Successfully pulled source code.",
  configurationRead: () => "Reading apprunner.yaml config file.",
  configurationValid: () => "Successfully validated configuration file.",
  buildStarted: () => "Starting source code build.",
  buildSucceeded: () => "Successfully built source code.",
  buildFailed: (reason: string) => `Failed to build your application source code. Reason: ${sentence(reason)}`,
  imagePullStarted: () => "Starting to pull your application image.",
  imagePulled: (from = "ECR") => `Successfully pulled your application image from ${from}.`,
  imagePullFailed: (reason: string) => `Failed to pull your application image. Reason: ${sentence(reason)}`,
  provisioning: () => "Provisioning instances and deploying image.",
  healthCheckBegins: ({ protocol, path, port }: HealthCheckWords) =>
    protocol === "HTTP"
      ? `Performing health check on path '${path}' and port '${port}'.`
      : `Performing health check on port '${port}'.`,
  healthCheckSucceeded: () => "Health check is successful. Routing traffic to application.",
  healthCheckFailed: ({ protocol, path, port }: HealthCheckWords, reason?: string) => {
    const where =
      protocol === "HTTP"
        ? `protocol \`HTTP\` [Path: '${path}'], [Port: '${port}']`
        : `protocol \`TCP\` [Port: '${port}']`;
    const hint = "Check your configured port number. For more information, see the application logs.";
    return `Health check failed on ${where}. ${hint}${reason ? ` Last result: ${sentence(reason)}` : ""}`;
  },
  trafficRouted: () => "Successfully routed incoming traffic to application.",
  deployFailed: (kind: "source code" | "image") => `Failed to deploy your application ${kind}.`,
} as const;

/** A line that App Runner itself writes. */
export function fromAppRunner(message: string): string {
  return `[AppRunner] ${message}`;
}

/** A line that the build printed. */
export function fromBuild(line: string): string {
  return `[Build] ${line}`;
}

export interface HealthCheckWords {
  protocol: "TCP" | "HTTP";
  path: string;
  port: number;
}

interface OperationWords {
  started: () => string;
  completed: () => string;
  failed: (reason?: string) => string;
}

function operation(subject: string, onFailure?: string): OperationWords {
  return {
    started: () => `${subject} started.`,
    completed: () => `${subject} completed successfully.`,
    failed: (reason) =>
      [`${subject} failed.`, reason && `Failure reason: ${sentence(reason)}`, onFailure].filter(Boolean).join(" "),
  };
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
