import type { PreviewReport } from "../report";

/** How much of a report is shown. */
export interface Limits {
  /** Rows of the table. */
  rows: number;
  /** Resources whose property changes are shown, in the order of the table. */
  diffs: number;
  /** Characters of one value or message. */
  text: number;
  /** Entries of every other list: commits, problems, drift, costs, records. */
  entries: number;
}

export const EVERYTHING: Limits = { rows: Infinity, diffs: Infinity, text: 2_000, entries: Infinity };

/** A shortened comment is still worth reading with these. */
const SHORT = { text: 160, entries: 25 };

/**
 * Renders a report so that it is at most `most` characters long. It gives up, in this order: long values, the property changes of the
 * last resources, the rest of the other lists, the last rows of the table. Replacements and deletions come first in the table, so
 * they go last.
 */
export function withinLimit(report: PreviewReport, most: number, render: (limits: Limits) => string): string {
  const whole = render(EVERYTHING);
  if (whole.length <= most) return whole;
  const resources = report.rows.length;
  const fits = (limits: Limits): boolean => render(limits).length <= most;
  const clipped = (diffs: number): Limits => ({ ...EVERYTHING, text: SHORT.text, diffs });
  const short = (rows: number, diffs = 0): Limits => ({ ...SHORT, rows, diffs });
  if (fits(clipped(0))) return render(clipped(largest(resources, (diffs) => fits(clipped(diffs)))));
  if (fits(short(resources)))
    return render(
      short(
        resources,
        largest(resources, (diffs) => fits(short(resources, diffs))),
      ),
    );
  const rows = largest(resources, (count) => fits(short(count)));
  const last = render(short(rows));
  return last.length <= most ? last : render({ rows: 0, diffs: 0, text: 40, entries: 3 });
}

/** The largest number up to `most` for which the test holds; 0 when it holds for none. The test must not hold again once it failed. */
function largest(most: number, test: (count: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (test(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
