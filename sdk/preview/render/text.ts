import type { PreviewReport } from "../report";
import { countsLine, deployedServices, verdictOf } from "../verdict";
import { diffLines } from "./diffLines";
import { costStep } from "./dollars";
import { visible } from "./escape";

const MOST_CHARACTERS = 400;
const SIGN = { create: "+", update: "~", replace: "+-", delete: "-", import: "=" } as const;

/** A report for a terminal, without colours; text out of the report cannot move the cursor. */
export function renderText(report: PreviewReport): string {
  const { rows, sources, drift, problems, costs, dns, rollback } = report;
  const deployed = deployedServices(report);
  const lines = [
    `${report.project}/${report.stack}: ${verdictOf(report).text} ${countsLine(report)}.`,
    ...section(
      "Problems",
      problems.map(({ severity, name, message }) => `${severity}: ${name ? `${name}: ` : ""}${message}`),
    ),
    ...section(
      "Changes",
      rows.flatMap(({ action, name, kind, why, changes }) => [
        `${SIGN[action].padEnd(2)} ${action} ${kind} ${name}`,
        ...(action === "update" ? [] : why.map((reason) => `     ${reason}`)),
        ...diffLines(changes, MOST_CHARACTERS).map((line) => `     ${line}`),
      ]),
    ),
    ...section("Deploys", deployed),
    ...section(
      "Changes settings only",
      rows.filter(({ effect, name }) => effect === "settings" && !deployed.includes(name)).map(({ name }) => name),
    ),
    ...section(
      "Images and code",
      sources.flatMap(({ service, before, after, commits = [] }) => [
        `${service}: ${before === undefined ? "" : `${before} -> `}${after}`,
        ...commits.map(({ id, title }) => `  ${id.slice(0, 12)} ${title}`),
      ]),
    ),
    ...section(
      "Drift (- deployed, + live)",
      drift.flatMap(({ name, kind, gone, changes }) => [
        `${kind} ${name}${gone ? " is gone" : ""}`,
        ...diffLines(changes, MOST_CHARACTERS).map((line) => `  ${line}`),
      ]),
    ),
    ...section(
      "Monthly cost",
      costs.services.map(({ service, size, before, after }) => {
        const figures = (["idle", "busiest", "paused"] as const).map(
          (figure) => `${figure} ${costStep(before, after, figure)}`,
        );
        return `${service} (${size}): ${figures.join(", ")}`;
      }),
      costs.basis,
    ),
    ...section(
      "DNS records to make",
      dns.map(
        ({ name, type, value, purpose }) => `${name} ${type} ${value ?? "(told after the deployment)"} (${purpose})`,
      ),
    ),
    ...section("How to roll back", rollback),
  ];
  return `${lines.map(visible).join("\n")}\n`;
}

function section(title: string, lines: readonly string[], note?: string): string[] {
  return lines.length === 0
    ? []
    : ["", `${title}:`, ...lines.map((line) => `  ${line}`), ...(note ? [`  ${note}`] : [])];
}
