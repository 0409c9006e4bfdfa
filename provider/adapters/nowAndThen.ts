import type { Call, Clock } from "../core/resource";

/** Lines of progress are at least so far apart: Pulumi keeps each line that a dynamic provider prints. */
const PROGRESS_MS = 30_000;

/** Says what stays to be seen, and of what is worth seeing only while it is true so much that one sees that it goes on. */
export function nowAndThen(clock: Clock, say: (message: string) => void): Call["log"] {
  let said = clock.now();
  return (message, ephemeral) => {
    if (ephemeral && clock.now() - said < PROGRESS_MS) return;
    said = clock.now();
    say(message);
  };
}
