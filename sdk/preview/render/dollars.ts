import type { MonthlyCost } from "../report";

/** "$1,234.50". */
export function dollars(amount: number): string {
  return `$${amount.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ",")}`;
}

/** What changes between two monthly costs, for one of the figures: "$10.22 → $20.44". */
export function costStep(
  before: MonthlyCost | undefined,
  after: MonthlyCost | undefined,
  figure: keyof MonthlyCost,
): string {
  const [was, will] = [before?.[figure], after?.[figure]];
  if (was === undefined) return will === undefined ? "-" : dollars(will);
  if (will === undefined) return `${dollars(was)} → $0.00`;
  return was === will ? dollars(will) : `${dollars(was)} → ${dollars(will)}`;
}
