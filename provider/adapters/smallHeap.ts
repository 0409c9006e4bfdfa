import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Percent by which the heap may grow over what is in use before V8 collects. */
const GROWTH = 20;

let kept = false;

/**
 * Keeps the heap of Pulumi's dynamic provider process small from here on; only the first call does anything. That process holds all of
 * @pulumi/pulumi before it loads us, 135 MB, and V8 has nothing against several times that: left alone it doubles the space for new
 * objects and collects no old ones for minutes, 70 MB more while a hundred services are created side by side. So both are collected
 * once, which shrinks them, and grow little afterwards, for the same time of the processor. V8 reads these flags at each growth, so they
 * take effect in a process that runs; the limit of the old space is first computed at the end of a collection.
 */
export function keepHeapSmall(): void {
  if (kept) return;
  kept = true;
  setFlagsFromString("--semi-space-growth-factor=1");
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
