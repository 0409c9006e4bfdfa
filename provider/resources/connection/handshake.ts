import type { Target } from "../../core/resource";

/** What a person does so that a connection becomes AVAILABLE; the end of a sentence. */
export function howToShakeHands(connectionName: string, target: Target): string {
  return target === "local"
    ? `complete it with npx apprunner connect ${connectionName}`
    : "complete it in the App Runner console (Connected accounts)";
}
