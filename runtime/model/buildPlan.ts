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
  /** The port the app must listen on, also given as PORT. */
  port: number;
  /** Names of the variables that carry the port: PORT and the one of run.network.env. An engine that chooses a port itself sets them. */
  portVariables: readonly string[];
  /** Complete but for the secrets: the user's variables and those of `portVariables`. */
  environment: Readonly<Record<string, string>>;
  /** Variable name to the ARN of a secret or parameter. */
  secrets: Readonly<Record<string, string>>;
}

/** What it takes to turn a checked-out source into an image: the pure result of reading apprunner.yaml or the API's values. */
export interface BuildPlan {
  runtime: RuntimeName;
  language: "python" | "nodejs" | "java" | "go" | "dotnet" | "php" | "ruby";
  /** Base image tag of the runtime (docker engine). */
  baseImage: string;
  /** The interpreter's version that will do, as a prefix (`3.11`, `22.4.1`): the runtime's own, or what run.runtime-version asks for. */
  runtimeVersion: string;
  /** Shell command that prints the version there is. */
  versionCommand: string;
  /**
   * Commands in order; all run in the source directory with `buildEnvironment`. `preRun` (run.pre-run) belongs to the build too: it
   * runs once in the run image, after the application was copied there, and sees nothing of run.env.
   * Source: guide, "App Runner configuration file reference" and "Managed runtime versions and the App Runner build".
   */
  commands: {
    preBuild: readonly string[];
    build: readonly string[];
    postBuild: readonly string[];
    preRun: readonly string[];
  };
  buildEnvironment: Readonly<Record<string, string>>;
  /**
   * True: only /app of the build stage reaches the run image, and nothing of post-build does, as in App Runner's revised build.
   * False (default): one image, so that what a build installs elsewhere is there at run time; `notes` say what AWS would lose.
   */
  isolatedRunImage: boolean;
  /** What a user should know of this plan before it fails or differs on AWS, a line each, for the build's log. */
  notes: readonly string[];
  run: RunPlan;
}
