import { EXIT } from "../failure";
import type { Terminal } from "../terminal";
import type { FoundService } from "./find";

/** A deployment cannot be called off; Ctrl-C only stops watching it. */
export function leaveOnInterrupt(service: FoundService, operationId: string, terminal: Terminal): void {
  process.once("SIGINT", () => {
    terminal.remark(
      `The deployment goes on. See how with: npx apprunner logs ${service.name} --type deployment --operation ${operationId} --follow`,
    );
    process.exit(EXIT.interrupted);
  });
}
