import type { PreviewReport } from "../report";
import { withinLimit } from "./limits";
import { renderMarkdown } from "./markdown";

/** Longest comment that GitHub takes. Source: its API answers "body is too long (maximum is 65536 characters)". */
export const GITHUB_LIMIT = 65_536;

/**
 * The first line of a stack's comment, by which the next run finds it. Nothing that a report says can make another line that begins a
 * comment, so a marker counts only at the very start.
 */
export function commentMarker({ project, stack }: Pick<PreviewReport, "project" | "stack">): string {
  return `<!-- apprunner preview ${encodeURIComponent(project)}/${encodeURIComponent(stack)} -->`;
}

/** The comment on a pull request: the marker and the report, shortened to what GitHub takes. */
export function renderGithub(report: PreviewReport, most: number = GITHUB_LIMIT): string {
  const start = `${commentMarker(report)}\n`;
  return start + withinLimit(report, most - start.length, (limits) => renderMarkdown(report, limits));
}
