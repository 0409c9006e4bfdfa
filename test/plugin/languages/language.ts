import { guideCode } from "../guide";
import { prepareGo } from "./go";
import { preparePython, whyNoPython } from "./python";
import { whyNoSdk } from "./sdk";
import { prepareTypeScript, transpileOnly } from "./typescript";

/** A way to tell the guide's stack: a language and, of TypeScript, each of the two providers. */
export interface Language {
  name: string;
  /** What `Pulumi.yaml` says. */
  runtime: string;
  /** The program as docs/guides/plugin.md has it, and the file that it goes to. */
  file: string;
  code: string;
  /** Commands that must be on PATH. */
  needs: string[];
  /** Settings beside the program's own. */
  settings?: Record<string, string>;
  /** Why the program cannot run here though the commands are there, or undefined. */
  whyNot?(env: NodeJS.ProcessEnv): string | undefined;
  /** Makes what the program imports, in the project's folder, and answers what its environment is to have. */
  prepare?(folder: string, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv>;
}

const TYPESCRIPT = {
  runtime: "nodejs",
  file: "index.ts",
  code: guideCode("typescript", "import * as apprunner"),
  needs: ["pulumi-language-nodejs"],
};

/** All of them. */
export const LANGUAGES: Language[] = [
  { ...TYPESCRIPT, name: "TypeScript, dynamic", prepare: transpileOnly },
  { ...TYPESCRIPT, name: "TypeScript, plugin", settings: { "apprunner:plugin": "true" }, prepare: prepareTypeScript },
  {
    name: "Python",
    runtime: "python",
    file: "__main__.py",
    code: guideCode("python", "import pulumi_apprunner"),
    needs: ["pulumi-language-python", "pulumi-language-python-exec"],
    whyNot: whyNoPython,
    prepare: preparePython,
  },
  {
    name: "Go",
    runtime: "go",
    file: "main.go",
    code: guideCode("go", "package main"),
    needs: ["pulumi-language-go", "go"],
    whyNot: whyNoSdk,
    prepare: prepareGo,
  },
  {
    name: "YAML",
    runtime: "yaml",
    file: "Main.yaml",
    code: guideCode("yaml", "type: apprunner:Service"),
    needs: ["pulumi-language-yaml"],
  },
];
