import assert from "node:assert/strict";
import type { BuildPlan } from "../model/buildPlan";
import { earlyCommands } from "./earlyCommands";

type Files = Record<string, string>;

function early(build: string[], files: Files, preBuild: string[] = [], buildEnvironment: Files = {}) {
  const plan = { commands: { preBuild, build, postBuild: [], preRun: [] }, buildEnvironment } as unknown as BuildPlan;
  return earlyCommands(plan, (name) => files[name]);
}

const NONE = { count: 0, files: [] };
const PACKAGE = JSON.stringify({ scripts: { start: "node x", build: "tsc" }, dependencies: { express: "^4" } });
const LOCK = JSON.stringify({ packages: { "node_modules/express": { resolved: "https://registry/express.tgz" } } });
const NPM = { "package.json": PACKAGE, "package-lock.json": LOCK };

describe("commands that need only some files of the source", () => {
  it("are pip installs of plain requirement files", () => {
    const requirements = "flask==3.0.0\n# comment\n\ngunicorn[gevent] >= 21, < 23 ; python_version > '3.8'\n";
    for (const command of [
      "pip install -r requirements.txt",
      "pip3 install --no-cache-dir -r requirements.txt",
      "python3 -m pip install -q --requirement requirements.txt",
    ]) {
      assert.deepEqual(early([command, "make"], { "requirements.txt": requirements }), {
        count: 1,
        files: ["requirements.txt"],
      });
    }
    assert.deepEqual(early(["pip install pipenv flask==3"], {}), { count: 1, files: [] });
  });

  it("are npm installs of a locked package from the registry", () => {
    assert.deepEqual(early(["npm ci"], NPM), { count: 1, files: ["package.json", "package-lock.json"] });
    assert.deepEqual(early(["npm ci --omit=dev", "npm run build"], { ...NPM, ".npmrc": "" }), {
      count: 1,
      files: ["package.json", "package-lock.json", ".npmrc"],
    });
  });

  it("are counted from pre-build on, and end at the first other command", () => {
    const files = { "requirements.txt": "flask", ...NPM };
    assert.equal(early(["npm ci", "make", "npm ci"], files, ["pip install -r requirements.txt"]).count, 2);
    assert.deepEqual(early(["npm ci"], files, ["./prepare.sh"]), NONE);
  });

  const whole: [string, string, Files][] = [
    [
      "a requirements file that includes another",
      "pip install -r requirements.txt",
      { "requirements.txt": "-r base.txt" },
    ],
    ["a requirement of the source itself", "pip install -r requirements.txt", { "requirements.txt": "-e ." }],
    ["a requirement by path", "pip install -r requirements.txt", { "requirements.txt": "./vendor/lib.whl" }],
    ["a requirement by archive name", "pip install -r requirements.txt", { "requirements.txt": "lib.whl" }],
    ["a requirement by address", "pip install -r requirements.txt", { "requirements.txt": "lib @ file:///app/lib" }],
    ["a requirements file that is not there", "pip install -r requirements.txt", {}],
    ["a requirements file elsewhere", "pip install -r ../requirements.txt", { "../requirements.txt": "flask" }],
    ["an install of the source", "pip install .", {}],
    ["an install into the source", "pip install -r requirements.txt -t lib", { "requirements.txt": "flask" }],
    ["more than one command", "pip install flask && ./x", {}],
    ["a command in a command", "pip install $(cat names)", {}],
    ["an option that reads a file", "pip install -r requirements.txt -c limits.txt", { "requirements.txt": "flask" }],
    ["npm without a lock", "npm ci", { "package.json": PACKAGE }],
    ["a package with an install script", "npm ci", { ...NPM, "package.json": '{"scripts":{"postinstall":"node x"}}' }],
    ["a package that prepares itself", "npm ci", { ...NPM, "package.json": '{"scripts":{"prepare":"tsc"}}' }],
    ["workspaces", "npm ci", { ...NPM, "package.json": '{"workspaces":["a"]}' }],
    ["a dependency in the source", "npm ci", { ...NPM, "package.json": '{"dependencies":{"a":"file:./a"}}' }],
    ["a linked dependency in the lock", "npm ci", { ...NPM, "package-lock.json": '{"a":{"link": true}}' }],
    ["a native addon", "npm ci", { ...NPM, "binding.gyp": "{}" }],
    ["a package.json that is none", "npm ci", { ...NPM, "package.json": "{" }],
    ["npm run", "npm run build", NPM],
    ["npm install of something", "npm install ./a", NPM],
  ];
  for (const [what, command, files] of whole) {
    it(`are not: ${what}`, () => assert.deepEqual(early([command], files), NONE));
  }

  it("are none when the build's environment changes what an installer does", () => {
    assert.deepEqual(early(["pip install flask"], {}, [], { PIP_TARGET: "lib" }), NONE);
  });
});
