import assert from "node:assert/strict";
import fc from "fast-check";
import { readConfigurationFile } from "./configurationFile";
import { PlanFailed } from "./failures";
import { RUNTIMES } from "./runtimeTable";

const MINIMAL = `version: 1.0
runtime: python3
build:
  commands:
    build:
      - pip install pipenv
      - pipenv install
run:
  command: python app.py
`;

describe("apprunner.yaml", () => {
  it("is read in its minimal form", () => {
    assert.deepEqual(readConfigurationFile(MINIMAL), {
      version: "1.0",
      runtime: "python3",
      build: { commands: { build: ["pip install pipenv", "pipenv install"] } },
      run: { command: "python app.py" },
    });
  });

  it("is read with all its keys", () => {
    const file = readConfigurationFile(`version: 1.0
runtime: python311
build:
  commands:
    pre-build: [wget -c https://example.org/lib.tar.gz]
    build:
      - pip3 install pipenv
    post-build:
      - python3 manage.py test
  env:
    - name: DJANGO_SETTINGS_MODULE
      value: "django_apprunner.settings"
run:
  runtime-version: 3.10
  pre-run:
    - pip3 install pipenv
  command: pipenv run gunicorn --log-file -
  network:
    port: 8000
    env: MY_APP_PORT
  env:
    - name: NUMBER
      value: 012
    - name: TRUTH
      value: yes
    - name: EMPTY
      value:
  secrets:
    - name: my-secret
      value-from: "arn:aws:secretsmanager:us-east-1:123456789012:secret:s-1:username::"
    - name: my-parameter
      value-from: parameter-name
`);
    assert.equal(file.run["runtime-version"], "3.10", "3.10 is not 3.1");
    assert.deepEqual(file.run["pre-run"], ["pip3 install pipenv"]);
    assert.deepEqual(file.run.network, { port: 8000, env: "MY_APP_PORT" });
    assert.deepEqual(
      file.run.env?.map(({ value }) => value),
      ["012", "yes", ""],
    );
    assert.equal(file.run.secrets?.[1]?.["value-from"], "parameter-name");
    assert.deepEqual(file.build.commands["pre-build"], ["wget -c https://example.org/lib.tar.gz"]);
  });

  it("takes every runtime of the API", () => {
    for (const { configName } of RUNTIMES) {
      assert.equal(readConfigurationFile(MINIMAL.replace("python3", configName)).runtime, configName);
    }
    assert.equal(RUNTIMES.length, 13);
  });

  it("takes keys without a value as left out", () => {
    const file = readConfigurationFile(MINIMAL.replace("run:\n", "  env:\nrun:\n  network:\n  secrets:\n"));
    assert.equal(file.build.env, undefined);
    assert.equal(file.run.network, undefined);
  });

  const faults: [string, string, RegExp][] = [
    ["an empty file", "", /^apprunner.yaml:1:1: the file must hold the keys version, runtime, build and run$/m],
    ["a list", "- a", /:1:1: the file must hold/],
    ["YAML that does not end", "a: [1", /:1:6: unexpected end of the stream/],
    ["a tab for indentation", "run:\n\tcommand: x", /:2:/],
    ["a key twice", `${MINIMAL}version: 1.0\n`, /:10:1: duplicated mapping key/],
    ["two documents", `${MINIMAL}---\na: b\n`, /more than one YAML document/],
    ["another version", MINIMAL.replace("1.0", "2.0"), /:1:1: version must be 1.0/],
    [
      "an unknown runtime",
      MINIMAL.replace("python3", "python310"),
      /:2:1: runtime "python310".*allowed: python3, python311/,
    ],
    ["no runtime", MINIMAL.replace("runtime: python3\n", ""), /:1:1: runtime is missing/],
    [
      "no build commands",
      MINIMAL.replace(/ {4}build:[\s\S]*?run:/, "    post-build: [x]\nrun:"),
      /build.commands.build is missing/,
    ],
    [
      "a misspelled key",
      MINIMAL.replace("    build:", "    bulid:"),
      /:5:5: build.commands.bulid is not a key.*allowed here: pre-build, build, post-build/,
    ],
    [
      "one command where a list belongs",
      MINIMAL.replace(/build:\n {6}- pip install pipenv\n {6}- pipenv install/, "build: make"),
      /:5:5: build.commands.build must be a list of commands/,
    ],
    ["an empty command", MINIMAL.replace("- pipenv install", "-"), /:5:5: build.commands.build\[1\] must not be empty/],
    ["an empty run command", MINIMAL.replace("python app.py", '"  "'), /:9:3: run.command must not be empty/],
    [
      "a port that is no port",
      `${MINIMAL}  network:\n    port: 80800\n`,
      /:11:5: run.network.port must be a port number from 1 to 65535/,
    ],
    [
      "a mapping where a list belongs",
      `${MINIMAL}  env:\n    A: b\n`,
      /:10:3: run.env must be a list of `- name: … value: …`/,
    ],
    [
      "a list as a value",
      `${MINIMAL}  env:\n    - name: A\n      value: [1]\n`,
      /:12:7: run.env\[0\].value must be one value/,
    ],
    [
      "a variable twice",
      `${MINIMAL}  env:\n    - {name: A, value: 1}\n    - {name: A, value: 2}\n`,
      /run.env\[1\].name "A" is there twice/,
    ],
    [
      "a reserved variable",
      `${MINIMAL}  env:\n    - {name: AWSAPPRUNNER_X, value: 1}\n`,
      /must not begin with AWSAPPRUNNER/,
    ],
    ["a version that is none", `${MINIMAL}  runtime-version: latest\n`, /run.runtime-version must be major/],
    ["too much nesting", "[".repeat(2000), /1:/],
    ["aliases without end", `a: &a [x]\nb: [${"*a,".repeat(200)}]`, /alias/],
    ["a huge file", `# ${"x".repeat(300_000)}\n${MINIMAL}`, /larger than 256 KiB/],
  ];
  for (const [what, text, message] of faults) {
    it(`is refused with ${what}, naming the place`, () => {
      assert.throws(() => readConfigurationFile(text), { name: "PlanFailed", message });
    });
  }

  it("names all faults at once, in the order of their lines", () => {
    assert.throws(
      () => readConfigurationFile("version: 3\nruntime: x\nbuild:\n  commands: a\nrun:\n  command: [b]\n"),
      ({ message }: Error) =>
        assert.deepEqual(message.match(/yaml:\d+/g), ["yaml:1", "yaml:2", "yaml:4", "yaml:6"]) === undefined,
    );
  });

  it("fails on any text with PlanFailed only", () => {
    const pieces = fc.constantFrom(
      "version:",
      " 1.0\n",
      "runtime:",
      "run:\n",
      "  - ",
      "&a",
      "*a",
      "{",
      "}",
      "[",
      "]",
      '"',
      "|\n",
      "\n",
      "  ",
      "name: x",
      "!!int ",
      "? ",
      "<<: ",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join("")),
        ),
        (text) => {
          try {
            readConfigurationFile(text);
          } catch (error) {
            assert.ok(error instanceof PlanFailed, String(error));
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
