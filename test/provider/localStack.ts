import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Context } from "mocha";
import { createRepository, type TestRepository } from "../support/gitRepository";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { skip } from "../support/skip";
import { createPulumiProject, type PulumiProject, whyNoPulumi } from "./pulumiProject";

export interface LocalStackOptions {
  /** The files of a repository that services are made from. */
  files?: Record<string, string>;
  /** Settings beside the target and the home. */
  config?: Record<string, string | object>;
  environment?: Record<string, string>;
}

/** A local App Runner on plain processes, a repository, and a Pulumi project whose stack is deployed to it. */
export interface LocalStack {
  readonly runtime: TestRuntime;
  readonly repository: TestRepository;
  readonly project: PulumiProject;
  close(): Promise<void>;
}

/** Opens one in a `before` hook. Leaves the suite out where there is no Pulumi CLI. */
export async function openLocalStack(
  context: Context,
  { files = { "README.md": "# Empty\n" }, config = {}, environment }: LocalStackOptions = {},
): Promise<LocalStack> {
  await needPulumiAndPackage(context);
  const runtime = await startRuntime({ engine: "process" });
  const repository = createRepository(files);
  const settings = { "apprunner:target": "local", "apprunner:home": runtime.home, ...config };
  const project = await createPulumiProject(settings, { environment });
  return {
    runtime,
    repository,
    project,
    async close() {
      project.remove();
      repository.remove();
      await runtime.close();
    },
  };
}

/** Leaves the suite out where there is no Pulumi CLI, and builds what programs load: the package. */
export async function needPulumiAndPackage(context: Context): Promise<void> {
  const reason = await whyNoPulumi();
  if (reason) skip(context, reason);
  execFileSync(process.execPath, [join(__dirname, "..", "..", "tools", "build.mjs")], { stdio: "ignore" });
}
