import type { PreviewReport } from "../report";
import { renderGithub } from "./github";
import { renderMarkdown } from "./markdown";
import { renderText } from "./text";

/** The forms of a report, by the name that `--format` takes. */
export const FORMATS = {
  text: renderText,
  markdown: (report: PreviewReport) => renderMarkdown(report),
  github: (report: PreviewReport) => renderGithub(report),
  json: (report: PreviewReport) => `${JSON.stringify(report, null, 2)}\n`,
} as const satisfies Record<string, (report: PreviewReport) => string>;

export type Format = keyof typeof FORMATS;
