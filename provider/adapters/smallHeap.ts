import { setFlagsFromString } from "node:v8";

/**
 * Keeps V8's space for new objects at the size that it has reached by now. Pulumi's dynamic provider process holds all of
 * @pulumi/pulumi before it loads us, 135 MB; creating a hundred services side by side doubles that space once more, by 33 MB, and saves no time
 * with it. V8 reads this flag at each growth, so it takes effect in a process that runs.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
