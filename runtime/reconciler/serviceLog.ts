import { fromAppRunner, fromBuild } from "../observability/events";
import type { Logs } from "../observability/logs";
import {
  applicationLogGroup,
  deploymentStream,
  EVENTS_STREAM,
  instanceStream,
  serviceLogGroup,
} from "../observability/names";
import type { ServiceRow } from "../state/services";
import type { ServiceLog } from "./context";

/** The reconciler's lines in the services' log groups. Source of the form: guide, "Viewing App Runner logs". */
export function createServiceLog(logs: Logs, now: () => Date): ServiceLog {
  const append = (service: ServiceRow, stream: string, message: string): void =>
    logs.region(service.region).append(serviceLogGroup(service.name, service.id), stream, message, now());
  const application = (service: ServiceRow): string => applicationLogGroup(service.name, service.id);
  return {
    event: (service, message) => append(service, EVENTS_STREAM, fromAppRunner(message)),
    deployment: (service, operationId, source, message) =>
      append(service, deploymentStream(operationId), source === "Build" ? fromBuild(message) : fromAppRunner(message)),
    application: (service, id, { at, text }) =>
      logs.region(service.region).append(application(service), instanceStream(id), text, at),
    async lastLines(service, id, count) {
      const events = logs.region(service.region).tail(application(service), instanceStream(id), count);
      return events.map(({ message }) => message);
    },
    async lastLineAt(service, id) {
      const [last] = logs.region(service.region).tail(application(service), instanceStream(id), 1);
      return last && new Date(last.timestamp);
    },
  };
}
