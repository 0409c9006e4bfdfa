import { equal } from "node:assert/strict";
import { describe, it } from "mocha";
import { EVENTS, fromAppRunner, fromBuild } from "./events";

describe("event lines", () => {
  for (const [line, text] of [
    [
      fromAppRunner(EVENTS.statusIs("OPERATION_IN_PROGRESS")),
      "[AppRunner] Service status is set to OPERATION_IN_PROGRESS.",
    ],
    [fromAppRunner(EVENTS.serviceCreation.started()), "[AppRunner] Service creation started."],
    [EVENTS.servicePause.completed(), "Service pause completed successfully."],
    [EVENTS.deployment.failed(), "Deployment failed. For details, see service logs."],
    [EVENTS.deployment.failed("no port"), "Deployment failed. Failure reason: no port. For details, see service logs."],
    [EVENTS.serviceDeletion.failed(), "Service deletion failed."],
    [EVENTS.healthCheckBegins({ protocol: "TCP", path: "/", port: 8000 }), "Performing health check on port '8000'."],
    [
      EVENTS.healthCheckBegins({ protocol: "HTTP", path: "/up", port: 80 }),
      "Performing health check on path '/up' and port '80'.",
    ],
    [
      EVENTS.healthCheckFailed({ protocol: "TCP", path: "/", port: 8080 }, "connection refused"),
      "Health check failed on protocol `TCP` [Port: '8080']. Check your configured port number. For more information, see the application logs. Last result: connection refused.",
    ],
    [fromBuild("Collecting flask"), "[Build] Collecting flask"],
  ] as const) {
    it(text, () => equal(line, text));
  }
});
