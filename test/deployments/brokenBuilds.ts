import { type BrokenSource, configuration } from "./brokenSource";

const build = (...commands: string[]): Pick<BrokenSource, "files"> => ({
  files: { "apprunner.yaml": configuration({ build: commands }) },
});

/** Sources whose commands fail. The command, its exit code and its last words must be told. */
export const BROKEN_BUILDS: readonly BrokenSource[] = [
  {
    what: "a requirements.txt that is not there",
    files: { "apprunner.yaml": configuration({ runtime: "python311", build: ["pip install -r requirements.txt"] }) },
    says: [
      /'build' command\. `pip install -r requirements\.txt` ended with exit code 1/,
      /No such file.*requirements\.txt/,
    ],
  },
  {
    what: "a Python package that no index has",
    files: {
      "apprunner.yaml": configuration({ runtime: "python311", build: ["pip install --no-index -r requirements.txt"] }),
      "requirements.txt": "no-such-package==9.9\n",
    },
    says: [/ended with exit code 1/, /No matching distribution found for no-such-package==9\.9/],
  },
  {
    what: "npm ci without a lock file",
    files: { "apprunner.yaml": configuration({ build: ["npm ci"] }), "package.json": '{"name":"a","version":"1.0.0"}' },
    says: [/`npm ci` ended with exit code 1/, /package-lock\.json/],
  },
  {
    what: "a package.json that is no JSON",
    files: { "apprunner.yaml": configuration({ build: ["npm install --offline"] }), "package.json": "{" },
    says: [/`npm install --offline` ended with exit code 1/, /package\.json/],
  },
  {
    what: "a build command that is not installed",
    ...build("make-me-happy --now"),
    says: [/`make-me-happy --now` ended with exit code 127/, /make-me-happy: .*not found/],
  },
  {
    what: "a build command that no shell understands",
    ...build("if then"),
    says: [/`if then` ended with exit code 2/, /[Ss]yntax error/],
  },
  {
    what: "a second build command that fails",
    ...build("echo first > out", "cat out; exit 42"),
    says: [/`cat out; exit 42` ended with exit code 42/, /\| first/],
  },
  { what: "a build command that is killed", ...build("kill -9 $$"), says: [/`kill -9 \$\$` ended with exit code 137/] },
  {
    what: "a failing pre-build command",
    files: {
      "apprunner.yaml": configuration({}).replace(
        "    build:\n",
        "    pre-build:\n      - sh missing.sh\n    build:\n",
      ),
    },
    says: [/Failed to execute 'pre_build' command\. `sh missing\.sh`/],
  },
  {
    what: "a failing post-build command",
    files: {
      "apprunner.yaml": configuration({}).replace("run:\n", "    post-build:\n      - sh missing.sh\nrun:\n"),
    },
    says: [/Failed to execute 'post_build' command\. `sh missing\.sh`/],
  },
  {
    what: "a failing pre-run command",
    files: { "apprunner.yaml": configuration({ more: "  pre-run:\n    - sh missing.sh\n" }) },
    says: [/Failed to execute 'pre_run' command\. `sh missing\.sh`/],
  },
  {
    what: "a failing build command given through the API",
    values: { Runtime: "NODEJS_22", BuildCommand: "sh missing.sh", StartCommand: "node server.js" },
    says: [/`sh missing\.sh` ended with exit code (2|127)/],
  },
  {
    what: "a build that writes megabytes without a line break",
    ...build("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo the end; exit 5"),
    says: [/ended with exit code 5/, /\| the end/],
  },
  {
    what: "a build that writes bytes that are no text",
    ...build("head -c 20000 /dev/urandom; echo; echo the end; exit 5"),
    says: [/ended with exit code 5/, /\| the end/],
  },
  {
    what: "a build that takes its own folder away",
    ...build('rm -rf "$PWD"', "true"),
    says: [/Failed to execute 'build' command\. `true` .*its folder is gone/],
  },
  {
    what: "a build that leaves nothing",
    ...build('rm -rf "$PWD"'),
    says: [/The application cannot be started: its folder is gone/],
  },
  {
    what: "a runtime that this engine does not have",
    files: { "apprunner.yaml": configuration({ runtime: "go1", command: "./app" }) },
    says: [/process engine runs Python and Node\.js only; GO_1 needs the docker engine/],
  },
];
