import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** How a message is shown: an ephemeral one is a line of status that the next replaces. */
export type Tone = "info" | "warning" | "ephemeral";

/** A message for the user, shown with the resource of that URN. */
export type Log = (message: string, urn: string, tone?: Tone) => void;

/** The engine's log: Pulumi hides what a plugin prints. */
export interface EngineLog {
  readonly log: Log;
  close(): void;
}

/** Messages keep their order; one that does not arrive is no failure of the work it speaks of. */
export function openEngineLog(address: string): EngineLog {
  const client = new EngineClient(address, credentials.createInsecure());
  let last: Promise<void> = Promise.resolve();
  const send = (request: LogRequest): Promise<void> =>
    new Promise((resolve) => {
      client.log(request, () => resolve());
    });
  return {
    log(message, urn, tone = "info") {
      const request = new LogRequest();
      request.setSeverity(tone === "warning" ? LogSeverity.WARNING : LogSeverity.INFO);
      request.setMessage(message);
      request.setUrn(urn);
      request.setEphemeral(tone === "ephemeral");
      last = last.then(() => send(request));
    },
    close: () => client.close(),
  };
}
