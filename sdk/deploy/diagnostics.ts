import type { DiagnosticEvent } from "@pulumi/pulumi/automation";

/** Pulumi sends debug messages too, although its types do not name them: they hold secrets in plain text. */
const HIDDEN: readonly string[] = ["debug"];

/** What Pulumi says of its own plug-in that every user of this package has on PATH: true, and of no use to anybody. */
const NOISE = /^using pulumi-\S+ from \$PATH at /;

/** Whether a message of the engine is one to show and to keep. */
export function isForPeople({ severity, ephemeral, message }: DiagnosticEvent): boolean {
  return !ephemeral && !HIDDEN.includes(severity) && !NOISE.test(withoutColors(message));
}

/** Pulumi writes colours as `<{%fg 1%}>`. */
export function withoutColors(message: string): string {
  return message.replace(/<\{%.*?%\}>/g, "");
}
