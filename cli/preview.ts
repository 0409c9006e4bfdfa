import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import type { PreviewReport } from "../sdk/preview/report";
import { CommandFailure } from "./failure";
import { withProgress } from "./output/progress";
import { type OpenedStack, openConfiguredStack } from "./stack/open";
import { addStackOptions, type StackOptions } from "./stack/options";
import type { Terminal } from "./terminal";

const FORMATS = ["text", "markdown", "github", "json"] as const;

/** What a check can refuse, besides what will fail. */
const REFUSABLE = ["change", "replace", "delete", "drift", "warning"] as const;
type Refusable = (typeof REFUSABLE)[number];

interface Options extends StackOptions {
  format: (typeof FORMATS)[number];
  output?: string;
  drift?: boolean;
  failOn: Refusable[];
}

export function previewCommand(terminal: Terminal): Command {
  const command = new Command("preview")
    .summary("show what `up` would do, for a person or a pull request")
    .description(
      "Shows what `up` would do: what is replaced and what that costs, each property that changes (secrets by name only), what deploys and what only changes settings, the commits, predicted problems, the monthly cost, DNS records and the way back. Changes nothing. Exit code 1 when it would fail, or when --fail-on finds something; a required check can rely on it.",
    )
    .addOption(new Option("--format <format>", "form of the report").choices(FORMATS).default("text"))
    .option("-o, --output <file>", "write the report to a file instead of stdout")
    .option("--drift", "also compare what is live with what was deployed")
    .addOption(
      new Option("--fail-on <list>", `what else is exit code 1, with commas: ${REFUSABLE.join(", ")}`)
        .argParser(parseRefusables)
        .default([], "nothing else"),
    );
  return addStackOptions(command).action(async (options: Options) => {
    const opened = await openConfiguredStack(options, terminal);
    const report = await withProgress(terminal, "Previewing", () => previewOf(opened, options));
    const { FORMATS: renderers } =
      require("../sdk/preview/render/render") as typeof import("../sdk/preview/render/render");
    const text = renderers[options.format](report);
    if (options.output === undefined) terminal.print(text.trimEnd());
    else writeFileSync(options.output, text);
    refuse(report, options.failOn);
  });
}

async function previewOf(
  { file, stack, region }: OpenedStack,
  { environment, drift }: Options,
): Promise<PreviewReport> {
  const { previewRefresh, previewStack } =
    require("../sdk/deploy/operations") as typeof import("../sdk/deploy/operations");
  const { historyOf } = require("../sdk/deploy/history") as typeof import("../sdk/deploy/history");
  const { reportOf } = require("../sdk/preview/assess") as typeof import("../sdk/preview/assess");
  const running = { listener: { line: () => undefined, status: () => undefined }, now: Date.now };
  const { digest, failure } = await previewStack(stack, running);
  const refresh = drift ? (await previewRefresh(stack, running)).digest : undefined;
  const report = reportOf(digest, {
    project: file.project,
    stack: stack.name,
    target: file.target,
    region,
    environment,
    now: new Date(),
    history: await historyOf(stack, dirname(file.path), digest),
    refresh,
    problems: file.warnings.map((message) => ({ severity: "warning" as const, message })),
  });
  const isTold = report.problems.some(({ severity }) => severity === "error");
  return failure && !isTold
    ? { ...report, problems: [{ severity: "error", message: failure.message }, ...report.problems] }
    : report;
}

function refuse(report: PreviewReport, refused: readonly Refusable[]): void {
  const { counts, drift, problems } = report;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  if (errors > 0)
    throw new CommandFailure(`This would fail: ${errors === 1 ? "1 problem" : `${errors} problems`}, see above.`);
  const found: Record<Refusable, number> = {
    change: counts.create + counts.update + counts.replace + counts.delete + counts.import,
    replace: counts.replace,
    delete: counts.delete,
    drift: drift.length,
    warning: problems.length,
  };
  const hit = refused.filter((what) => found[what] > 0);
  if (hit.length > 0)
    throw new CommandFailure(`Refused by --fail-on: ${hit.map((what) => `${what} (${found[what]})`).join(", ")}.`);
}

function parseRefusables(text: string): Refusable[] {
  const words = text
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
  const wrong = words.find((word) => !REFUSABLE.includes(word as Refusable));
  if (wrong !== undefined) throw new InvalidArgumentError(`"${wrong}" is none of ${REFUSABLE.join(", ")}.`);
  return words as Refusable[];
}
