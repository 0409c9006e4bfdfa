import { type BrokenSource, configuration } from "./brokenSource";

const GOOD = configuration({});
const file = (text: string | Buffer): Pick<BrokenSource, "files"> => ({ files: { "apprunner.yaml": text } });

/** Repositories whose apprunner.yaml says nothing that can be built. */
export const BROKEN_FILES: readonly BrokenSource[] = [
  {
    what: "no apprunner.yaml",
    files: { "apprunner.yaml": undefined },
    says: [/apprunner\.yaml not found/, /Add it to the service's source directory, or give .* through the API/],
  },
  {
    what: "its apprunner.yaml under another name",
    files: { "apprunner.yaml": undefined, "apprunner.yml": GOOD },
    says: [/apprunner\.yaml not found/, /There is apprunner\.yml: rename it/],
  },
  {
    what: "an empty apprunner.yaml",
    ...file(""),
    says: [/apprunner\.yaml:1:1: .*keys version, runtime, build and run/],
  },
  {
    what: "YAML that does not end",
    ...file("version: 1.0\nrun: [1"),
    says: [/apprunner\.yaml:2:\d+: .*end of the stream/],
  },
  { what: "a tab for indentation", ...file("run:\n\tcommand: x\n"), says: [/apprunner\.yaml:2:\d+: /, /tab/i] },
  { what: "a key twice", ...file(`${GOOD}version: 1.0\n`), says: [/apprunner\.yaml:9:1: duplicated mapping key/] },
  { what: "two documents", ...file(`${GOOD}---\n${GOOD}`), says: [/more than one YAML document/] },
  { what: "another version of the format", ...file(GOOD.replace("1.0", "2.0")), says: [/:1:1: version must be 1\.0/] },
  {
    what: "an unknown runtime",
    ...file(configuration({ runtime: "python310" })),
    says: [/:2:1: runtime "python310" is not a runtime/, /allowed: python3, python311, nodejs12/],
  },
  {
    what: "a version that its runtime does not have",
    ...file(configuration({ more: "  runtime-version: 18.20\n" })),
    says: [/run\.runtime-version is 18\.20, nodejs22 has 22/, /Change run\.runtime-version or runtime/],
  },
  {
    what: "a package.json that wants another Node.js",
    files: {
      "apprunner.yaml": configuration({ more: "  runtime-version: 22.1\n" }),
      "package.json": '{"engines":{"node":"^18"}}',
    },
    says: [/package\.json asks for Node\.js "\^18"/, /Make them agree, or remove one/],
  },
  {
    what: "no build commands",
    ...file(GOOD.replace(/build:\n {2}commands:[\s\S]*?run:/, "build:\n  commands:\n    post-build: [x]\nrun:")),
    says: [/apprunner\.yaml:\d+:\d+: build\.commands\.build is missing/],
  },
  {
    what: "a misspelled key",
    ...file(GOOD.replace("    build:", "    bulid:")),
    says: [/:5:5: build\.commands\.bulid is not a key/, /allowed here: pre-build, build, post-build/],
  },
  {
    what: "one command where a list belongs",
    ...file(GOOD.replace(/build:\n {6}.*\n/, "build: make\n")),
    says: [/:5:5: build\.commands\.build must be a list of commands/],
  },
  {
    what: "an empty build command",
    ...file(configuration({ build: ["echo one", ""] })),
    says: [/build\.commands\.build\[1\] must not be empty/],
  },
  {
    what: "an empty start command",
    ...file(configuration({ command: " " })),
    says: [/:8:3: run\.command must not be empty/],
  },
  {
    what: "a text for a port",
    ...file(configuration({ more: "  network:\n    port: http\n" })),
    says: [/:10:5: run\.network\.port must be a port number from 1 to 65535/],
  },
  {
    what: "a port beyond all ports",
    ...file(configuration({ more: "  network:\n    port: 80800\n" })),
    says: [/:10:5: run\.network\.port must be a port number from 1 to 65535/],
  },
  {
    what: "a mapping for its variables",
    ...file(configuration({ more: "  env:\n    A: b\n" })),
    says: [/:9:3: run\.env must be a list of `- name: … value: …`/],
  },
  {
    what: "a variable that is App Runner's own",
    ...file(configuration({ more: "  env:\n    - name: AWSAPPRUNNER_X\n      value: 1\n" })),
    says: [/run\.env\[0\]\.name must not begin with AWSAPPRUNNER/],
  },
  {
    what: "a secret that nobody has set",
    ...file(configuration({ more: "  secrets:\n    - name: DB\n      value-from: /app/db\n" })),
    says: [/secret of variable DB \(\/app\/db\) cannot be read/, /npx apprunner local secret set '\/app\/db'/],
  },
  {
    what: "the value of a secret where its name belongs",
    ...file(configuration({ more: '  secrets:\n    - name: DB\n      value-from: "p@ss word!"\n' })),
    says: [/secret of variable DB .*cannot be read: it must be arn:.* or the name of a parameter/],
    hides: /p@ss word!/,
  },
  {
    what: "aliases without end",
    ...file(`a: &a [x]\nb: [${"*a,".repeat(200)}]\n`),
    says: [/apprunner\.yaml:\d+:\d+: .*alias/i],
  },
  { what: "a huge apprunner.yaml", ...file(`# ${"x".repeat(300_000)}\n${GOOD}`), says: [/larger than 256 KiB/] },
  {
    what: "an apprunner.yaml that is no text",
    ...file(Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7) % 256))),
    says: [/apprunner\.yaml:1:\d+: /],
  },
  {
    what: "a directory called apprunner.yaml",
    files: { "apprunner.yaml": undefined, "apprunner.yaml/x": "" },
    says: [/apprunner\.yaml not found/],
  },
];
