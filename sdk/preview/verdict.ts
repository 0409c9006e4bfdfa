import type { PreviewReport } from "./report";

export type Level = "unchanged" | "safe" | "careful" | "failing";

/** The one line that a reviewer reads first. */
export interface Verdict {
  level: Level;
  text: string;
}

/** Errors outweigh replacements and deletions, these outweigh drift and warnings, and any change outweighs none. */
export function verdictOf(report: PreviewReport): Verdict {
  const { counts, problems, drift } = report;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  if (errors > 0) return { level: "failing", text: `This will fail: ${amount(errors, "problem")} to solve first.` };
  const gone = counts.replace + counts.delete;
  if (gone > 0) {
    const what = [counts.replace && `replaces ${counts.replace}`, counts.delete && `deletes ${counts.delete}`].filter(
      Boolean,
    );
    return {
      level: "careful",
      text: `Look closely: this ${what.join(" and ")} of ${amount(total(report), "resource")}.`,
    };
  }
  const services = deployedServices(report);
  if (services.length > 0)
    return {
      level: "safe",
      text: `This deploys ${amount(services.length, "service")}; nothing is replaced or deleted.`,
    };
  if (counts.create + counts.update + counts.import > 0) {
    return { level: "safe", text: "This changes settings only: nothing is deployed, replaced or deleted." };
  }
  if (drift.length > 0)
    return { level: "careful", text: `No changes are declared, but ${amount(drift.length, "resource")} drifted.` };
  return { level: "unchanged", text: "No changes." };
}

/** Names of the services that get a new deployment: by a change of theirs, or of their code alone. */
export function deployedServices({ rows, sources }: PreviewReport): string[] {
  const named = [
    ...rows.filter(({ effect }) => effect === "deploys").map(({ name }) => name),
    ...sources.map(({ service }) => service),
  ];
  return [...new Set(named)];
}

/** "2 to create, 1 to replace, 3 unchanged". */
export function countsLine({ counts }: PreviewReport): string {
  const { same, ...changed } = counts;
  const parts = Object.entries(changed).flatMap(([action, count]) => (count > 0 ? [`${count} to ${action}`] : []));
  return [...parts, ...(same > 0 || parts.length === 0 ? [`${same} unchanged`] : [])].join(", ");
}

export function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function total({ counts }: PreviewReport): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
