import type { BuildPlan } from "../model/buildPlan";
import { nodeEngines } from "./packageJson";
import type { Runtime } from "./runtimeTable";
import { agrees } from "./versionRange";

/** What runs here and would not on AWS, or is likely not what was meant. A line each, for the build's log. Pure. */
export function planNotes(
  plan: BuildPlan,
  runtime: Runtime,
  variables: Readonly<Record<string, string>>,
  packageJson: string | undefined,
): string[] {
  const notes: string[] = [];
  const lost = runtime.build === "revised" && !plan.isolatedRunImage ? installsElsewhere(plan) : undefined;
  if (lost) {
    notes.push(
      `Note: App Runner's build of ${runtime.configName} keeps only /app of the build stage. What \`${lost}\` installs elsewhere is there ` +
        "in this local build, but lost on AWS unless run.pre-run installs it too.",
    );
  }
  if (runtime.build === "original" && plan.commands.preRun.length > 0) {
    notes.push(`Note: App Runner has no run.pre-run for ${runtime.configName} (its build is the original one).`);
  }
  if (plan.run.command && /&&|\|\||[;|<>]/.test(plan.run.command)) {
    notes.push(
      "Note: App Runner starts the run command without a shell, so that `&&`, `;` and `|` reach the program as words there; " +
        "here they work. Put them into a script to have the same on AWS.",
    );
  }
  for (const name of plan.run.portVariables.filter((variable) => variable in variables)) {
    notes.push(
      `Note: ${name} is set to the port the application must listen on (${plan.run.port}); the value in env is not used.`,
    );
  }
  const range = plan.language === "nodejs" ? nodeEngines(packageJson) : undefined;
  if (range !== undefined && !agrees(plan.runtimeVersion, range)) {
    notes.push(`Note: package.json asks for Node.js "${range}" (engines.node), the runtime is ${runtime.configName}.`);
  }
  return notes;
}

const INSTALLERS = /\b(pip3?|python3? -m pip|pipenv|yum|dnf|apt-get|apt|npm|yarn)\s+(?:\S+\s+)*?(install|sync|add)\b/;
const INTO_APP = /(\s(-t|--target|--prefix|--root)[\s=])|\bvenv\b|PIPENV_VENV_IN_PROJECT/;

/** The first build command that looks as if it installed outside the application's folder, where no pre-run does the like. */
function installsElsewhere({ commands, buildEnvironment }: BuildPlan): string | undefined {
  if (commands.preRun.length > 0 || "PIPENV_VENV_IN_PROJECT" in buildEnvironment) return undefined;
  const all = [...commands.preBuild, ...commands.build];
  if (all.some((command) => INTO_APP.test(command))) return undefined;
  return all.find((command) => {
    const tool = INSTALLERS.exec(command)?.[1];
    if (tool === undefined) return false;
    return /^(npm|yarn)$/.test(tool) ? /\s(-g|--global|global)\b/.test(command) : true;
  });
}
