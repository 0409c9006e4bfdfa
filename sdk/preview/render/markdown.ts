import type { Drift, PreviewAction, PreviewReport, PreviewRow, SourceChange } from "../report";
import { countsLine, deployedServices, type Level, verdictOf } from "../verdict";
import { diffLines } from "./diffLines";
import { costStep } from "./dollars";
import { clip, code, fenced, sentence } from "./escape";
import { EVERYTHING, type Limits } from "./limits";

const SIGN: Record<Level, string> = { unchanged: "✅", safe: "🟢", careful: "🟠", failing: "❌" };
const ACTION: Record<PreviewAction, string> = {
  replace: "🔴 **replace**",
  delete: "🗑️ **delete**",
  create: "➕ create",
  import: "📥 import",
  update: "✏️ update",
};

/** A report as GitHub-flavoured Markdown. Text out of the report cannot become markup (render/escape.ts). */
export function renderMarkdown(report: PreviewReport, limits: Limits = EVERYTHING): string {
  const { level, text } = verdictOf(report);
  const blocks = [
    `### ${SIGN[level]} App Runner preview: ${code(report.project)} / ${code(report.stack)}`,
    `**${sentence(text)}** ${countsLine(report)}.`,
    ...problems(report, limits),
    ...table(report, limits),
    ...operations(report, limits),
    ...sources(report, limits),
    ...diffs(report, limits),
    ...drift(report, limits),
    ...costs(report, limits),
    ...dns(report, limits),
    ...rollback(report, limits),
    footer(report),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function problems({ problems: found }: PreviewReport, limits: Limits): string[] {
  const line = ({ severity, name, message }: (typeof found)[number]): string =>
    `- ${severity === "error" ? "❌" : "⚠️"} ${name === undefined ? "" : `${code(clip(name, limits.text))}: `}${sentence(clip(message, limits.text))}`;
  return found.length === 0 ? [] : [listed("#### Problems", found.map(line), limits)];
}

function table({ rows }: PreviewReport, limits: Limits): string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, limits.rows);
  const lines = shown.map((row) => {
    const why = row.why.map((reason) => sentence(clip(reason, limits.text))).slice(0, Math.min(8, limits.entries));
    const more = row.why.length - why.length;
    return `| ${code(clip(row.name, limits.text))} ${sentence(row.kind)} | ${ACTION[row.action]} | ${[...why, ...(more > 0 ? [`and ${more} more`] : [])].join("<br>")} |`;
  });
  const left = rows.length - shown.length;
  const rest =
    left > 0
      ? [`\n… and ${left} more resources (${leftOut(rows.slice(shown.length))}); \`apprunner preview\` shows them all.`]
      : [];
  return [["| Resource | Action | Why |", "| --- | --- | --- |", ...lines, ...rest].join("\n")];
}

function leftOut(rows: readonly PreviewRow[]): string {
  const counts = new Map<string, number>();
  for (const { action } of rows) counts.set(action, (counts.get(action) ?? 0) + 1);
  return [...counts].map(([action, count]) => `${count} to ${action}`).join(", ");
}

function operations(report: PreviewReport, limits: Limits): string[] {
  const deployed = deployedServices(report);
  const settings = report.rows
    .filter(({ effect, name }) => effect === "settings" && !deployed.includes(name))
    .map(({ name }) => name);
  const names = (list: readonly string[]): string =>
    [
      ...list.slice(0, limits.entries).map((name) => code(clip(name, limits.text))),
      ...(list.length > limits.entries ? [`${list.length - limits.entries} more`] : []),
    ].join(", ");
  const lines = [
    ...(deployed.length > 0 ? [`**Deploys** (new instances, some minutes each): ${names(deployed)}`] : []),
    ...(settings.length > 0 ? [`**Changes settings only** (instances keep running): ${names(settings)}`] : []),
  ];
  return lines.length === 0 ? [] : [lines.join("<br>\n")];
}

function sources({ sources: found }: PreviewReport, limits: Limits): string[] {
  const lines = found.map((source) => {
    const step = [source.before, source.after].flatMap((text) =>
      text === undefined ? [] : [code(clip(text, limits.text))],
    );
    return `- ${code(clip(source.service, limits.text))}: ${step.join(" → ")}${commits(source, limits)}`;
  });
  return lines.length === 0 ? [] : [listed("#### Images and code", lines, limits)];
}

function commits({ commits: between }: SourceChange, limits: Limits): string {
  if (between === undefined) return "";
  const shown = between.slice(0, Math.min(20, limits.entries));
  const lines = shown.map(
    ({ id, title }) => `\n  - ${code(id.slice(0, 12))} ${sentence(clip(title, Math.min(limits.text, 200)))}`,
  );
  const left = between.length - shown.length;
  return ` (${between.length} commit${between.length === 1 ? "" : "s"})${lines.join("")}${left > 0 ? `\n  - and ${left} more` : ""}`;
}

function diffs({ rows }: PreviewReport, limits: Limits): string[] {
  const withChanges = rows.filter(({ changes }) => changes.length > 0);
  const shown = withChanges.slice(0, limits.diffs);
  if (shown.length === 0) return [];
  const parts = shown.map(
    ({ name, kind, changes }) =>
      `${code(clip(name, limits.text))} ${sentence(kind)}\n\n${fenced("diff", diffLines(changes, limits.text))}`,
  );
  const left = withChanges.length - shown.length;
  return [
    folded(`Properties${left > 0 ? ` (of ${shown.length} resources; ${left} left out)` : ""}`, parts.join("\n\n")),
  ];
}

function drift({ drift: found }: PreviewReport, limits: Limits): string[] {
  if (found.length === 0) return [];
  const shown = found.slice(0, limits.entries);
  const parts = shown.map(
    (one) => `${code(clip(one.name, limits.text))} ${sentence(one.kind)}${driftBody(one, limits)}`,
  );
  const left = found.length - shown.length;
  const body = [...parts, ...(left > 0 ? [`… and ${left} more`] : [])].join("\n\n");
  return [folded(`Drift: ${found.length} changed outside of this project (− deployed, + live)`, body)];
}

function driftBody({ gone, changes }: Drift, limits: Limits): string {
  return gone ? " is gone: it was deleted outside" : `\n\n${fenced("diff", diffLines(changes, limits.text))}`;
}

function costs({ costs: { services, basis } }: PreviewReport, limits: Limits): string[] {
  if (services.length === 0) return [];
  const lines = services.slice(0, limits.entries).map(({ service, before, after, size }) => {
    const cells = (["idle", "busiest", "paused"] as const).map((figure) => costStep(before, after, figure));
    return `| ${code(clip(service, limits.text))} | ${sentence(size)} | ${cells.join(" | ")} |`;
  });
  const left = services.length - lines.length;
  const rows = ["| Service | Size | Idle | Busiest | Paused |", "| --- | --- | ---: | ---: | ---: |", ...lines];
  return [
    folded(
      "Monthly cost",
      `${rows.join("\n")}\n\n${left > 0 ? `… and ${left} more services. ` : ""}${sentence(basis)}`,
    ),
  ];
}

function dns({ dns: records }: PreviewReport, limits: Limits): string[] {
  const lines = records.slice(0, limits.entries).map(({ name, type, value, purpose }) => {
    const target = value === undefined ? "told after the deployment" : code(clip(value, limits.text));
    return `| ${code(clip(name, limits.text))} | ${sentence(type)} | ${target} | ${sentence(purpose)} |`;
  });
  const left = records.length - lines.length;
  if (lines.length === 0) return [];
  return [
    [
      "#### DNS records to make",
      "",
      "| Name | Type | Value | For |",
      "| --- | --- | --- | --- |",
      ...lines,
      ...(left > 0 ? [`\n… and ${left} more`] : []),
    ].join("\n"),
  ];
}

function rollback({ rollback: steps }: PreviewReport, limits: Limits): string[] {
  if (steps.length === 0) return [];
  return [
    folded(
      "How to roll back",
      listed(
        "",
        steps.map((step) => `- ${sentence(clip(step, Math.max(limits.text, 200)))}`),
        limits,
      ),
    ),
  ];
}

function footer({ commit, at, target, region }: PreviewReport): string {
  const where = target === "local" ? "the local App Runner" : `App Runner${region ? ` in ${region}` : ""}`;
  return `<sub>${commit ? `Commit ${code(commit)}, ` : ""}${sentence(at)}, ${sentence(where)}.</sub>`;
}

function listed(title: string, lines: readonly string[], limits: Limits): string {
  const shown = lines.slice(0, limits.entries);
  const left = lines.length - shown.length;
  return [...(title ? [title, ""] : []), ...shown, ...(left > 0 ? [`- … and ${left} more`] : [])].join("\n");
}

function folded(summary: string, body: string): string {
  return `<details><summary>${sentence(summary)}</summary>\n\n${body}\n\n</details>`;
}
