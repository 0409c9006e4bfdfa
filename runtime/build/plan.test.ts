import assert from "node:assert/strict";
import type { CodeConfigurationValues, CodeRepository } from "@aws-sdk/client-apprunner";
import { planBuild } from "./plan";
import { RUNTIMES } from "./runtimeTable";

const repository = (CodeConfiguration: CodeRepository["CodeConfiguration"]): CodeRepository => ({
  RepositoryUrl: "file:///app",
  SourceCodeVersion: { Type: "BRANCH", Value: "main" },
  CodeConfiguration,
});

function planFile(text: string | undefined, packageJson?: string, strict = false) {
  const files: Record<string, string | undefined> = { "apprunner.yaml": text, "package.json": packageJson };
  return planBuild({
    repository: repository({ ConfigurationSource: "REPOSITORY" }),
    readFile: (name) => files[name],
    strict,
  });
}

function planValues(values: Partial<CodeConfigurationValues>) {
  return planBuild({
    repository: repository({
      ConfigurationSource: "API",
      CodeConfigurationValues: { Runtime: "NODEJS_22", StartCommand: "npm start", ...values },
    }),
    readFile: () => undefined,
  });
}

const file = (runtime: string, build: string, run = ""): string =>
  `version: 1.0\nruntime: ${runtime}\nbuild:\n  commands:\n    build:\n      - ${build}\nrun:\n  command: start-it\n${run}`;

describe("planning a build", () => {
  it("reads everything of apprunner.yaml", () => {
    const plan = planFile(
      `version: 1.0
runtime: python311
build:
  commands:
    pre-build: [a]
    build: [b, c]
    post-build: [d]
  env: [{name: BUILD, value: 1}]
run:
  runtime-version: 3.11.2
  pre-run: [e]
  command: gunicorn app
  network: {port: 8000, env: APP_PORT}
  env: [{name: RUN, value: 2}]
  secrets: [{name: S, value-from: "arn:x"}]
`,
    );
    assert.deepEqual(plan, {
      runtime: "PYTHON_311",
      language: "python",
      baseImage: "docker.io/library/python:3.11-slim-bookworm",
      runtimeVersion: "3.11.2",
      versionCommand: RUNTIMES[1]!.versionCommand,
      commands: { preBuild: ["a"], build: ["b", "c"], postBuild: ["d"], preRun: ["e"] },
      buildEnvironment: { BUILD: "1" },
      isolatedRunImage: false,
      notes: [],
      run: {
        command: "gunicorn app",
        port: 8000,
        portVariables: ["PORT", "APP_PORT"],
        environment: { RUN: "2", PORT: "8000", APP_PORT: "8000" },
        secrets: { S: "arn:x" },
      },
    });
  });

  it("takes the API's values and ignores apprunner.yaml", () => {
    const plan = planBuild({
      repository: repository({
        ConfigurationSource: "API",
        CodeConfigurationValues: {
          Runtime: "NODEJS_18",
          BuildCommand: "npm ci",
          StartCommand: "node app.js",
          Port: "3000",
          RuntimeEnvironmentVariables: { A: "b" },
          RuntimeEnvironmentSecrets: { S: "arn:s" },
        },
      }),
      readFile: () => "this: is not valid",
    });
    assert.equal(plan.runtime, "NODEJS_18");
    assert.deepEqual(plan.commands, { preBuild: [], build: ["npm ci"], postBuild: [], preRun: [] });
    assert.deepEqual(plan.buildEnvironment, {});
    assert.deepEqual(plan.run.environment, { A: "b", PORT: "3000" });
    assert.deepEqual(plan.run.secrets, { S: "arn:s" });
  });

  it("listens on 8080 when nothing else is said", () => {
    assert.equal(planValues({}).run.port, 8080);
    assert.equal(planFile(file("nodejs22", "npm ci")).run.environment.PORT, "8080");
  });

  it("has a plan for every runtime of the API", () => {
    for (const { runtime, configName, image, version } of RUNTIMES) {
      const plan = planFile(file(configName, "make"));
      assert.equal(plan.runtime, runtime);
      assert.equal(plan.baseImage, image);
      assert.equal(plan.runtimeVersion, version);
      assert.equal(planValues({ Runtime: runtime }).runtime, runtime);
    }
  });

  it("takes another base image when one is set", () => {
    const plan = planBuild({
      repository: repository({ ConfigurationSource: "REPOSITORY" }),
      readFile: (name) => (name === "apprunner.yaml" ? file("go1", "go build") : undefined),
      baseImages: { GO_1: "my/go:1.22" },
    });
    assert.equal(plan.baseImage, "my/go:1.22");
  });

  it("reads Corretto's version as Java says it", () => {
    const plan = planFile(file("corretto11", "mvn package", "  runtime-version: 11.0.13.08.1\n"));
    assert.equal(plan.runtimeVersion, "11.0.13.8.1");
  });

  it("keeps the run image apart only when strict, and for the revised build", () => {
    assert.equal(planFile(file("python311", "pip3 install flask"), undefined, true).isolatedRunImage, true);
    assert.equal(planFile(file("python3", "pip install flask"), undefined, true).isolatedRunImage, false);
  });

  const refused: [string, () => unknown, RegExp][] = [
    [
      "a source with apprunner.yml",
      () =>
        planBuild({
          repository: repository({ ConfigurationSource: "REPOSITORY" }),
          readFile: (name) => (name === "apprunner.yml" ? "" : undefined),
        }),
      /not found. There is apprunner.yml: rename it/,
    ],
    ["a source without apprunner.yaml", () => planFile(undefined), /configuration file apprunner.yaml not found/],
    [
      "a version outside the runtime",
      () => planFile(file("python311", "x", "  runtime-version: 3.8\n")),
      /runtime version is not supported: run.runtime-version is 3.8, python311 has 3.11/,
    ],
    [
      "a version that only begins alike",
      () => planFile(file("nodejs18", "x", "  runtime-version: 180\n")),
      /not supported/,
    ],
    [
      "engines in conflict with runtime-version",
      () => planFile(file("nodejs18", "x", "  runtime-version: 18.2\n"), '{"engines":{"node":">=18.12"}}'),
      /engines.node.*18.2/,
    ],
    ["no start command", () => planValues({ StartCommand: " " }), /StartCommand is missing/],
    [
      "an unknown runtime",
      () => planValues({ Runtime: "PYTHON_2" as never }),
      /"PYTHON_2"; allowed: PYTHON_3, PYTHON_311/,
    ],
    ["a port that is none", () => planValues({ Port: "http" }), /Port is "http"/],
    [
      "no configuration source",
      () => planBuild({ repository: repository(undefined), readFile: () => undefined }),
      /ConfigurationSource is missing; allowed: REPOSITORY, API/,
    ],
  ];
  for (const [what, plan, message] of refused) {
    it(`refuses ${what}`, () => assert.throws(plan, { name: "PlanFailed", message }));
  }

  it("lets engines be when no runtime-version is asked for, and notes the difference", () => {
    const plan = planFile(file("nodejs18", "npm ci"), '{"engines":{"node":"22.x"}}');
    assert.match(plan.notes.join("\n"), /engines.node/);
    assert.deepEqual(planFile(file("nodejs18", "npm ci"), '{"engines":{"node":">=16"}}').notes, []);
    assert.deepEqual(planFile(file("nodejs18", "npm ci"), "no json").notes, []);
  });

  const noted: [string, string, string, RegExp | undefined][] = [
    ["python311", "pip3 install -r requirements.txt", "", /keeps only \/app/],
    ["python311", "pip3 install -r requirements.txt", "  pre-run: [pip3 install -r requirements.txt]\n", undefined],
    ["python311", "pip3 install -r requirements.txt -t lib", "", undefined],
    ["python3", "pip install -r requirements.txt", "", undefined],
    ["nodejs22", "npm ci", "", undefined],
    ["nodejs22", "npm install -g pm2", "", /npm install -g pm2/],
    ["nodejs16", "npm ci", "  pre-run: [ls]\n", /no run.pre-run for nodejs16/],
    ["nodejs22", "npm ci", "  env: [{name: PORT, value: 1}]\n", /PORT is set to the port/],
  ];
  for (const [runtime, build, run, note] of noted) {
    it(`${note ? "notes" : "has nothing to note on"} ${runtime}: ${build} ${run.trim()}`, () => {
      const { notes } = planFile(file(runtime, build, run));
      if (note) assert.match(notes.join("\n"), note);
      else assert.deepEqual(notes, []);
    });
  }

  it("notes that AWS starts the command without a shell", () => {
    assert.match(planValues({ StartCommand: "npm run migrate && npm start" }).notes.join(), /without a shell/);
  });

  it("does not take a variable called constructor or __proto__ for anything else", () => {
    const { environment } = planFile(
      file("go1", "x", "  env: [{name: __proto__, value: a}, {name: constructor, value: b}]\n"),
    ).run;
    assert.deepEqual(Object.entries(environment).sort(), [
      ["PORT", "8080"],
      ["__proto__", "a"],
      ["constructor", "b"],
    ]);
  });
});
