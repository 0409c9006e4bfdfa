import type { PulumiProject } from "../../test/provider/pulumiProject";
import { quantile } from "../api/load";
import { RESOURCES } from "./programs";
import { timePulumi } from "./stack";

const MOST_TIMES = 1.3;
const ROUNDS = 7;
/** Of the rounds, the ones that the rest of the machine disturbed least. */
const SHARE = 0.25;

/** Runs a command on both stacks in turns, so that whatever else the machine does weighs on both. True when within the bound. */
export async function compare(
  what: string,
  args: readonly string[],
  ours: PulumiProject,
  trivial: PulumiProject,
): Promise<boolean> {
  const times = { ours: [] as number[], trivial: [] as number[] };
  await timePulumi(ours, args);
  await timePulumi(trivial, args);
  for (let round = 0; round < ROUNDS; round++) {
    times.trivial.push(await timePulumi(trivial, args));
    times.ours.push(await timePulumi(ours, args));
  }
  const ratio = quantile(times.ours, SHARE) / quantile(times.trivial, SHARE);
  console.log(`  ${what} of ${RESOURCES} resources: ${figures(times.ours)}; trivial ones ${figures(times.trivial)}`);
  console.log(`  ratio ${ratio.toFixed(2)} (at most ${MOST_TIMES})`);
  return ratio <= MOST_TIMES;
}

function figures(times: readonly number[]): string {
  return `${quantile(times, SHARE).toFixed(2)} s (${times.map((time) => time.toFixed(2)).join(" ")})`;
}
