import type { Stack } from "@pulumi/pulumi/automation";

const PREFIX = "apprunner up of ";

/** The message that `up` leaves in the stack's history, so that the next preview knows what is deployed. */
export function deployMessage(commit: string | undefined): string {
  return commit ? `${PREFIX}${commit}` : "apprunner up";
}

/** The commit of the last successful `up`, or undefined when there was none or it was made in another way. */
export async function deployedCommit(stack: Stack): Promise<string | undefined> {
  const [newest] = (await stack.history(20, 1, false)).filter(
    ({ kind, result }) => kind === "update" && result === "succeeded",
  );
  const commit = newest?.message.startsWith(PREFIX) ? newest.message.slice(PREFIX.length) : undefined;
  return commit && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}
