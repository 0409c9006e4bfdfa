/** What the ingress needs to know of one instance. */
export interface RouteTarget {
  /** The instance's id. */
  id: string;
  /** `127.0.0.1:<port>`. */
  address: string;
}

/** Health check of a service's targets, in the API's terms (HealthCheckConfiguration); times in seconds. */
export interface RouteHealthCheck {
  protocol: "TCP" | "HTTP";
  path: string;
  interval: number;
  timeout: number;
  healthyThreshold: number;
  unhealthyThreshold: number;
}

/** One service as the ingress routes it. */
export interface RoutedService {
  serviceArn: string;
  /** Host names without port, lower case: the service's own and its active custom domains. */
  hosts: readonly string[];
  /** `unavailable`: known but without a version to serve (creating, failed). */
  state: "running" | "paused" | "unavailable";
  /** Concurrent requests one instance takes (AutoScalingConfiguration.MaxConcurrency); more than that on all answers 429. */
  maxConcurrency: number;
  healthCheck: RouteHealthCheck;
  targets: readonly RouteTarget[];
}

/** The whole of what the ingress serves, replaced at once. A lower generation than the one in force is refused. */
export interface RoutingTable {
  generation: number;
  services: readonly RoutedService[];
}

/** What the ingress answers of a target: in-flight requests and the last health verdict with its reason. */
export interface TargetStatus {
  id: string;
  serviceArn: string;
  address: string;
  inFlight: number;
  health: "unknown" | "healthy" | "unhealthy";
  reason: string;
}
