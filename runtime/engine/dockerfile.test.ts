import assert from "node:assert/strict";
import type { BuildPlan } from "../model/buildPlan";
import { type DockerfileRequest, dockerfile } from "./dockerfile";

const PLAN: BuildPlan = {
  runtime: "PYTHON_311",
  language: "python",
  baseImage: "python:3.11",
  runtimeVersion: "3.11",
  versionCommand: "print-version",
  commands: { preBuild: ["a"], build: ["b", "c"], postBuild: ["d"], preRun: ["e"] },
  buildEnvironment: { NAME: 'it\'s "quoted" $HOME\nand \\more' },
  isolatedRunImage: false,
  notes: [],
  run: { command: "python app.py", port: 8000, portVariables: ["PORT"], environment: {}, secrets: {} },
};

const instructions = (changes: Partial<DockerfileRequest> = {}): string[] =>
  dockerfile({
    plan: PLAN,
    homeId: "home",
    environment: {},
    certificates: false,
    early: { count: 0, files: [] },
    ...changes,
  }).map(({ instruction }) => instruction);

/** The shell commands of RUN instructions, and the COPY and FROM ones as they are. */
const outline = (changes: Partial<DockerfileRequest> = {}): string[] =>
  instructions(changes)
    .filter((text) => /^(RUN|COPY|FROM)/.test(text))
    .map((text) => (text.startsWith("RUN") ? (JSON.parse(text.slice(4)) as string[]).at(-1)! : text));

describe("the Dockerfile of a build plan", () => {
  it("runs every command with the whole source present, in one image", () => {
    assert.deepEqual(outline().slice(2), ['COPY ["app","/app"]', "a", "b", "c", "d", "e"]);
    assert.equal(outline()[0], "FROM python:3.11 AS build");
  });

  it("labels the first layer, so that a failed build is found again", () => {
    assert.equal(instructions()[1], 'LABEL "pulumi-apprunner.home"="home"');
  });

  it("is one line per instruction, whatever a value holds", () => {
    for (const instruction of instructions()) assert.ok(!instruction.includes("\n"));
    const run = instructions().find((text) => text.startsWith("RUN") && text.endsWith('"b"]'))!;
    assert.deepEqual(JSON.parse(run.slice(4)), ["env", `NAME=${PLAN.buildEnvironment.NAME}`, "/bin/sh", "-c", "b"]);
  });

  it("checks the interpreter's version before the source is copied", () => {
    assert.match(outline()[1]!, /print-version.*3\.11\.\*/);
  });

  it("starts the run command in the place of the shell", () => {
    assert.deepEqual(instructions().slice(-2), ["EXPOSE 8000", 'CMD ["/bin/sh","-c","exec python app.py"]']);
  });

  it("keeps only /app of the build, and nothing of post-build, when the run image is apart", () => {
    assert.deepEqual(outline({ plan: { ...PLAN, isolatedRunImage: true } }).slice(2), [
      'COPY ["app","/app"]',
      "a",
      "b",
      "c",
      "FROM build AS post-build",
      "d",
      "FROM python:3.11",
      'COPY --from=build ["/app","/app"]',
      "e",
    ]);
  });

  it("brings the host's certificates to the commands and takes them away at the end", () => {
    const steps = outline({ certificates: true });
    assert.equal(steps[1], 'COPY ["certificates.pem","/run/apprunner-build/certificates.pem"]');
    assert.equal(steps.at(-1), "/run/apprunner-build");
    const apart = outline({ certificates: true, plan: { ...PLAN, isolatedRunImage: true } });
    assert.equal(apart.at(-1), "/run/apprunner-build");
    const without = { ...PLAN, isolatedRunImage: true, commands: { ...PLAN.commands, preRun: [] } };
    assert.equal(outline({ certificates: true, plan: without }).at(-1), 'COPY --from=build ["/app","/app"]');
  });

  it("runs early commands before the rest of the source is there", () => {
    assert.deepEqual(outline({ early: { count: 2, files: ["requirements.txt"] } }).slice(2, 7), [
      'COPY ["app/requirements.txt","/app/requirements.txt"]',
      "a",
      "b",
      'COPY ["app","/app"]',
      "c",
    ]);
  });

  it("names the phase and command of every step that runs one", () => {
    const steps = dockerfile({
      plan: PLAN,
      homeId: "home",
      environment: {},
      certificates: false,
      early: { count: 0, files: [] },
    });
    assert.deepEqual(
      steps.filter(({ phase }) => phase && phase !== "version").map(({ phase, command }) => [phase, command]),
      [
        ["pre-build", "a"],
        ["build", "b"],
        ["build", "c"],
        ["post-build", "d"],
        ["pre-run", "e"],
      ],
    );
  });
});
