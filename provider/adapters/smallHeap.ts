import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Percent by which the heap may grow over what is in use before V8 collects. */
const GROWTH = 20;

/**
 * Keeps the space for new objects as it is. Pulumi's dynamic provider process holds all of @pulumi/pulumi before it loads us, 135 MB, and
 * left alone V8 doubles that space once more, by 33 MB, when 200 resources are compared. V8 reads these flags at each growth, so they
 * take effect in a process that runs.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

let shrunk = false;

/**
 * Collects everything once, which gives back what loading Pulumi took, and lets the old objects' space grow little from there: left
 * alone V8 collects none for minutes, 40 MB while a hundred services are created side by side. It takes a tenth of a second, so
 * it is for a process that is going to work longer. Only the first call does anything.
 */
export function shrinkHeap(): void {
  if (shrunk) return;
  shrunk = true;
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
  collectGarbage();
}

/** Node.js has no function for it without an option of the command line, which is Pulumi's. Only the thorough kind shrinks the new space. */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as (how: { type: "major"; flavor: "last-resort" }) => void;
  setFlagsFromString("--no-expose-gc");
  collect({ type: "major", flavor: "last-resort" });
}
