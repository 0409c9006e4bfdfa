/** Runtimes of source code services. Source: API shape Runtime; facts of each in runtime/build/runtimes.json. */
export type RuntimeName =
  | "PYTHON_3"
  | "PYTHON_311"
  | "NODEJS_12"
  | "NODEJS_14"
  | "NODEJS_16"
  | "NODEJS_18"
  | "NODEJS_22"
  | "CORRETTO_8"
  | "CORRETTO_11"
  | "GO_1"
  | "DOTNET_6"
  | "PHP_81"
  | "RUBY_31";

/** How instances of a version are run, whatever they were made from. */
export interface RunPlan {
  /** A shell command; undefined runs the image's own. */
  command: string | undefined;
  /** Commands run before `command` in every new instance (apprunner.yaml run.pre-run). */
  preRun: readonly string[];
  /** The port the app must listen on, also given as PORT. */
  port: number;
  environment: Readonly<Record<string, string>>;
  /** Variable name to the ARN of a secret or parameter. */
  secrets: Readonly<Record<string, string>>;
}

/** What it takes to turn a checked-out source into an image: the pure result of reading apprunner.yaml or the API's values. */
export interface BuildPlan {
  runtime: RuntimeName;
  /** Base image tag of the runtime (docker engine). */
  baseImage: string;
  /** Commands in order; all run in the source directory. Source: guide, "App Runner configuration file reference". */
  commands: { preBuild: readonly string[]; build: readonly string[]; postBuild: readonly string[] };
  buildEnvironment: Readonly<Record<string, string>>;
  run: RunPlan;
}
